/** Searchers query a code search service, at a rate that does not wait for its answers. */
import { optionsFor } from "./lib/options.ts";
import { searcher } from "./lib/searcher.ts";
import { user } from "./lib/user.ts";

export { canary } from "./lib/canary.ts";
export { handleSummary } from "./lib/summary.ts";

export const options = optionsFor({ search: "search" });

export const search = user("search", searcher);
