/** workflow_load_results.json: the whole recorded stream of a run's workflow systems (REP-05). */
import type { Reporter } from "../reporter.ts";
import { hasRole, roleStream } from "../role-stream.ts";

export const reporter: Reporter = {
  file: "workflow_load_results.json",
  isFor: (run) => hasRole("workflow", run),
  write: (run) => roleStream("workflow", run),
};
