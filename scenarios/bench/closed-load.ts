/** The load both halves of a pair put on, and where each leaves its numbers. */
import { sleep } from "k6";
import type { Scenario } from "k6/options";

const { BENCH_VUS, BENCH_SECONDS, BENCH_PAUSE_SECONDS } = __ENV;

export const closedLoad: Scenario = {
  executor: "constant-vus",
  vus: Number(BENCH_VUS),
  duration: `${BENCH_SECONDS}s`,
  gracefulStop: "3s",
};

const pauseSeconds = Number(BENCH_PAUSE_SECONDS);

/** Memory is measured with users that mostly wait; speed with users that never do. */
export function pause(): void {
  if (pauseSeconds > 0) sleep(pauseSeconds);
}
