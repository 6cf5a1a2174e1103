/** Puts load on an agent mesh and says what it proves. */
import { runCommand } from "./lib/command.ts";
import { Problem } from "./lib/problem.ts";
import { execute } from "./run/execute.ts";
import { executePairs } from "./run/pairs.ts";

await runCommand((command) => {
  const { FAULT, BASELINE_TARGET } = command.settings;
  if (FAULT.length === 0)
    return BASELINE_TARGET === undefined ? execute("load", command) : executePairs(command, BASELINE_TARGET);
  throw new Problem("usage", {
    what: "FAULT is given to load, which breaks nothing",
    why: "a setting that is ignored is a run that measured something else",
    fix: "run `make fault` with it, or leave it out",
  });
});
