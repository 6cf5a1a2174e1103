/** The load of the hand-written half of a pair; the other half gets the same from Node. */
import exec from "k6/execution";
import type { Scenario } from "k6/options";

export const bareLoad: Scenario = {
  executor: "constant-vus",
  vus: Number(__ENV["BENCH_VUS"]),
  duration: `${__ENV["BENCH_SECONDS"]}s`,
  gracefulStop: "2s",
};

/** A hand-written script has no verdict: a wrong answer ends it, so that it cannot pass for a fast one. */
export function giveUp(why: string): never {
  exec.test.abort(why);
  throw new Error(why); // k6 ends the iteration in abort() already
}
