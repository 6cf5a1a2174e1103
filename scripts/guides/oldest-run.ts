/** The run that stands for `<run>` of a guide. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "../lib/problem.ts";

/** Where the commands of the guides leave their runs. */
export function resultsIn(folder: string): string {
  return join(folder, "results");
}

/** The first that came to its end. */
export function oldestRun(folder: string): string {
  const results = resultsIn(folder);
  const names = existsSync(results) ? readdirSync(results).sort() : [];
  const found = names.find((name) => /^\d{4}-/.test(name) && existsSync(join(results, name, "summary.json")));
  if (found !== undefined) return found;
  throw new Problem("broken", {
    what: "a guide asks for <run> before a command of it has left one",
    why: "nothing can stand for it",
    fix: "let `make load` come first in the guide, or see above why it left no summary.json",
  });
}
