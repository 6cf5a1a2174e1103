/** An option that does not exist: k6 warns and runs without it. */
import { optionsFor } from "../lib/options.ts";
import { searcher } from "../lib/searcher.ts";
import { user } from "../lib/user.ts";

export { canary } from "../lib/canary.ts";
export { handleSummary } from "../lib/summary.ts";

export const options = { ...optionsFor({ search: "search" }), thresolds: { checks: ["rate>0.99"] } };

export const search = user("search", searcher);
