/** Its handleSummary throws: k6 exits 0 and leaves no summary. */
import { searcher } from "../lib/searcher.ts";
import { user } from "../lib/user.ts";

export { canary, options } from "../lib/script.ts";

export const search = user("search", searcher);

export function handleSummary(): never {
  throw new Error("this summary throws");
}
