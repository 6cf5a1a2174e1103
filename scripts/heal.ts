/** Heals whatever dead runs left behind, and says what it did. */
import { exitCodes } from "#contract/verdict";
import { runCommand } from "./lib/command.ts";
import { Problem } from "./lib/problem.ts";
import { healRun } from "./run/healing/heal.ts";
import { deadRuns } from "./run/leftovers.ts";

await runCommand(async ({ settings }) => {
  const folders = deadRuns(settings.RESULTS);
  const left: string[] = [];
  for (const folder of folders) {
    const healed = await healRun(folder);
    process.stdout.write([folder, ...healed.done.map((line) => `  ${line}`), ""].join("\n"));
    left.push(...healed.left.map((line) => `${folder}: ${line}`));
  }
  if (folders.length === 0) process.stdout.write("nothing to heal\n");
  if (left.length === 0) return exitCodes.pass;
  throw new Problem("broken", {
    what: left.join("; "),
    why: "it would disturb the next run",
    fix: "run `make heal` again as the user who started that run, or as root",
  });
});
