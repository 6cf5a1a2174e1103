/** Every iteration leaves a rejected promise behind that nobody awaits: k6 exits 0. */
import { optionsFor } from "../lib/options.ts";
import { searcher } from "../lib/searcher.ts";
import { user } from "../lib/user.ts";

export { canary } from "../lib/canary.ts";
export { handleSummary } from "../lib/summary.ts";

export const options = optionsFor({ search: "search" });

export const search = user("search", (system) => {
  const query = searcher(system);
  return () => {
    query();
    void Promise.reject(new Error("nobody awaits this"));
  };
});
