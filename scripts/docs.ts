/** Writes the generated tables into the README, between their markers. */
import { readFileSync, writeFileSync } from "node:fs";
import { exitCodes } from "#contract/verdict";
import { runCommand } from "./lib/command.ts";
import { readmePath, withTables } from "./report/readme.ts";

await runCommand(async () => {
  writeFileSync(readmePath, await withTables(readFileSync(readmePath, "utf8")));
  return exitCodes.pass;
});
