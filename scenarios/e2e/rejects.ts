/** Every iteration is a promise that is rejected, after its work is done: k6 exits 0. */
import { searcher } from "../lib/searcher.ts";
import { user } from "../lib/user.ts";

export { canary, handleSummary, options } from "../lib/script.ts";

const query = user("search", searcher);

export async function search(): Promise<void> {
  query();
  await Promise.resolve();
  throw new Error("this iteration rejects");
}
