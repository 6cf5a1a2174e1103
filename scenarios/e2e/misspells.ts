/** An option that does not exist: k6 warns and runs without it. */
import { options as planned } from "../lib/script.ts";
import { searcher } from "../lib/searcher.ts";
import { user } from "../lib/user.ts";

export { canary, handleSummary } from "../lib/script.ts";

export const options = { ...planned, thresolds: { checks: ["rate>0.99"] } };

export const search = user("search", searcher);
