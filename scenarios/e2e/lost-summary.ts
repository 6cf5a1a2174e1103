/** Its summary goes where nothing can be written: k6 exits 0 and leaves none. */
import { searcher } from "../lib/searcher.ts";
import { user } from "../lib/user.ts";

export { canary, options } from "../lib/script.ts";

export const search = user("search", searcher);

export function handleSummary(): { [path: string]: string } {
  return { [`${RUN_PLAN("summaryPath")}/no-such-folder/summary.json`]: "{}" };
}
