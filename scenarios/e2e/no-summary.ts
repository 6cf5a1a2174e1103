/** Its handleSummary throws: k6 exits 0 and leaves no summary. */
import { optionsFor } from "../lib/options.ts";
import { searcher } from "../lib/searcher.ts";
import { user } from "../lib/user.ts";

export { canary } from "../lib/canary.ts";

export const options = optionsFor({ search: "search" });

export const search = user("search", searcher);

export function handleSummary(): never {
  throw new Error("this summary throws");
}
