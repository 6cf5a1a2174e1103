/** Puts load on an agent mesh, breaks something in it on purpose, heals it, and says what that proves. */

import { loadFaults } from "./faults/fault.ts";
import { runCommand } from "./lib/command.ts";
import { ignoredSetting, Problem } from "./lib/problem.ts";
import { execute } from "./run/execute.ts";

await runCommand(async (command) => {
  if (command.settings.BASELINE_TARGET !== undefined) {
    const fix = "run `make load` with it, or leave it out";
    throw ignoredSetting("BASELINE_TARGET is given to fault, which compares nothing", fix);
  }
  if (command.settings.FAULT.length > 0) return execute("fault", command);
  const names = (await loadFaults()).map(({ name }) => name);
  throw new Problem("usage", {
    what: "FAULT is not given",
    why: "nothing would be broken",
    fix: `give FAULT=name:param=value,… with one of ${names.join(", ")}`,
  });
});
