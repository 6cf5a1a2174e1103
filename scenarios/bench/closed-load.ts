/** The load both halves of a pair put on: so many users, each waiting for its answer. */
import { sleep } from "k6";
import exec from "k6/execution";
import type { Scenario } from "k6/options";

export const baseUrl = __ENV["BENCH_URL"] ?? "";

export const closedLoad: Scenario = {
  executor: "constant-vus",
  vus: Number(__ENV["BENCH_VUS"]),
  duration: `${__ENV["BENCH_SECONDS"]}s`,
  gracefulStop: "2s",
};

const pauseSeconds = Number(__ENV["BENCH_PAUSE_SECONDS"]);

/** Memory is measured with users that mostly wait, speed with users that never do. */
export function pause(): void {
  if (pauseSeconds > 0) sleep(pauseSeconds);
}

/** A hand-written script has no verdict: a wrong answer ends it, so that it cannot pass for a fast one. */
export function giveUp(why: string): never {
  exec.test.abort(why);
  throw new Error(why); // k6 ends the iteration in abort() already
}
