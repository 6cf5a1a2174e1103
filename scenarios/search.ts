/** Searchers query a code search service, at a rate that does not wait for its answers. */
import { searcher } from "./lib/searcher.ts";
import { user } from "./lib/user.ts";

export { canary, handleSummary, options } from "./lib/script.ts";

export const search = user("search", searcher);
