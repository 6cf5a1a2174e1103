/** Makes the reports of a run from its folder, also of runs made long ago. */
import { existsSync, readdirSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { Settings } from "#contract/settings";
import { exitCodes } from "#contract/verdict";
import { runCommand } from "./lib/command.ts";
import { projectDir } from "./lib/paths.ts";
import { Problem } from "./lib/problem.ts";
import { writeReports } from "./report/reporter.ts";

await runCommand(async ({ settings }) => {
  const paths = await writeReports(folderOf(settings));
  const shown = paths.map((path) => relative(process.cwd(), path));
  process.stdout.write(`${shown.join("\n")}\n`);
  return exitCodes.pass;
});

/** RUN is a folder as the shell completes it, or the name of one in RESULTS. */
function folderOf({ RUN, RESULTS }: Settings): string {
  const results = resolve(projectDir, RESULTS);
  const found = [join(results, RUN), resolve(projectDir, RUN)].find(existsSync);
  if (found !== undefined) return found;
  const newest = existsSync(results) ? readdirSync(results).filter((name) => /^\d{4}-/.test(name)) : [];
  throw new Problem("usage", {
    what: `there is no run "${RUN}" in ${results}`,
    why: "a report is made from a run's folder",
    fix: newest.length === 0 ? "run `make load` first" : `give RUN=… as one of ${newest.sort().slice(-3).join(", ")}`,
  });
}
