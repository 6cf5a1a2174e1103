/** Finds the folder of a run that a setting names. */
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { projectDir } from "../lib/paths.ts";
import { Problem } from "../lib/problem.ts";

/** A folder as the shell completes it, or the name of one in RESULTS. */
export function findRun(setting: string, written: string, resultsDir: string): string {
  const results = resolve(projectDir, resultsDir);
  const found = [join(results, written), resolve(projectDir, written)].find(existsSync);
  if (found !== undefined) return found;
  const newest = existsSync(results) ? readdirSync(results).filter((name) => /^\d{4}-/.test(name)) : [];
  throw new Problem("usage", {
    what: `there is no run "${written}" in ${results}`,
    why: "what is shown of a run is read from its folder",
    fix:
      newest.length === 0
        ? "run `make load` first"
        : `give ${setting}=… as one of ${newest.sort().slice(-3).join(", ")}`,
  });
}
