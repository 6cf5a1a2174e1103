/** Every iteration leaves a rejected promise behind that nobody awaits: k6 exits 0. */
import { searcher } from "../lib/searcher.ts";
import { user } from "../lib/user.ts";

export { canary, handleSummary, options } from "../lib/script.ts";

export const search = user("search", (system) => {
  const query = searcher(system);
  return () => {
    query();
    void Promise.reject(new Error("nobody awaits this"));
  };
});
