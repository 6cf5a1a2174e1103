/** One command, one verdict: format, lint, types of both runtimes, unused code, boundaries, docs. */
import { exitCodes } from "#contract/verdict";
import { runCommand } from "./lib/command.ts";
import { runSteps } from "./lib/steps.ts";

await runCommand(async () => {
  const code = await runSteps([
    ["biome", "ci", "--error-on-warnings", "."],
    ["tsc", "-p", "."],
    ["tsc", "-p", "scenarios"],
    ["knip"],
    ["vitest", "run", "--exclude", "**/*.e2e.test.ts", "--maxWorkers=2"],
  ]);
  return code === 0 ? exitCodes.pass : exitCodes.broken;
});
