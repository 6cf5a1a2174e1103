/** Makes the reports of a run from its folder, also of runs made long ago. */
import { relative } from "node:path";
import { exitCodes } from "#contract/verdict";
import { runCommand } from "./lib/command.ts";
import { findRun } from "./report/find-run.ts";
import { writeReports } from "./report/reporter.ts";

await runCommand(async ({ settings: { RUN, RESULTS } }) => {
  const paths = await writeReports(findRun("RUN", RUN, RESULTS));
  const shown = paths.map((path) => relative(process.cwd(), path));
  process.stdout.write(`${shown.join("\n")}\n`);
  return exitCodes.pass;
});
