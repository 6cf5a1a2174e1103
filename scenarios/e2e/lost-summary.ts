/** Its summary goes where nothing can be written: k6 exits 0 and leaves none. */
import { optionsFor } from "../lib/options.ts";
import { plan } from "../lib/plan.ts";
import { searcher } from "../lib/searcher.ts";
import { user } from "../lib/user.ts";

export { canary } from "../lib/canary.ts";

export const options = optionsFor({ search: "search" });

export const search = user("search", searcher);

export function handleSummary(): { [path: string]: string } {
  return { [`${plan.summaryPath}/no-such-folder/summary.json`]: "{}" };
}
