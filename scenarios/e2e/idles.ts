/** Declares what is judged and never does it, so that its thresholds see no sample: k6 calls them met. */
import { operation } from "../lib/operation.ts";
import { user } from "../lib/user.ts";

export { canary, handleSummary, options } from "../lib/script.ts";

operation("search.query");

export const search = user("search", () => () => {});
