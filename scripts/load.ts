/** Puts load on an agent mesh and says what it proves. */
import { runCommand } from "./lib/command.ts";
import { ignoredSetting } from "./lib/problem.ts";
import { execute } from "./run/execute.ts";
import { executePairs } from "./run/pairs.ts";

await runCommand((command) => {
  const { FAULT, BASELINE_TARGET } = command.settings;
  if (FAULT.length === 0)
    return BASELINE_TARGET === undefined ? execute("load", command) : executePairs(command, BASELINE_TARGET);
  throw ignoredSetting("FAULT is given to load, which breaks nothing", "run `make fault` with it, or leave it out");
});
