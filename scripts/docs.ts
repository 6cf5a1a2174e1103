/** Writes what is generated: the tables of the README between their markers, and the JSON Schemas of a run's files. */
import { readFileSync, writeFileSync } from "node:fs";
import { exitCodes } from "#contract/verdict";
import { runCommand } from "./lib/command.ts";
import { readmePath, withTables } from "./report/readme.ts";
import { jsonSchemaText, loadFileSchemas, schemaPathOf } from "./schemas/file-schema.ts";

await runCommand(async () => {
  writeFileSync(readmePath, await withTables(readFileSync(readmePath, "utf8")));
  for (const each of await loadFileSchemas()) writeFileSync(schemaPathOf(each), jsonSchemaText(each));
  return exitCodes.pass;
});
