/** One iteration in ten outlasts gracefulStop: k6 cuts it off and forgets it. */
import { sleep } from "k6";
import exec from "k6/execution";
import { gracefulStopMs } from "#contract/plan";
import { searcher } from "../lib/searcher.ts";
import { user } from "../lib/user.ts";

export { canary, handleSummary, options } from "../lib/script.ts";

export const search = user("search", (system) => {
  const query = searcher(system);
  return () => {
    query();
    if (exec.scenario.iterationInTest % 10 === 0) sleep((gracefulStopMs / 1000) * 2);
  };
});
