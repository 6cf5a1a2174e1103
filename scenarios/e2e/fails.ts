/** Every iteration calls k6's fail(), after its work is done: k6 exits 0. */
import { fail } from "k6";
import { searcher } from "../lib/searcher.ts";
import { user } from "../lib/user.ts";

export { canary, handleSummary, options } from "../lib/script.ts";

export const search = user("search", (system) => {
  const query = searcher(system);
  return () => {
    query();
    fail("this iteration fails");
  };
});
