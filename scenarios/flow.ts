/** Finds become work across two servers: people search code, write down items that point at the chunks, and read them back; others only search. */
import { finder } from "./lib/finder.ts";
import { searcher } from "./lib/searcher.ts";
import { user } from "./lib/user.ts";

export { canary, handleSummary, options } from "./lib/script.ts";

export const search = user("search", searcher);
export const workflow = user("workflow", finder);
