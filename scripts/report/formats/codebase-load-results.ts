/** codebase_load_results.json: the whole recorded stream of a run's search systems (REP-05). */
import type { Reporter } from "../reporter.ts";
import { hasRole, roleStream } from "../role-stream.ts";

export const reporter: Reporter = {
  file: "codebase_load_results.json",
  isFor: (run) => hasRole("search", run),
  write: (run) => roleStream("search", run),
};
