/** Measures the generator itself: one user that only sleeps and records how late it wakes. */
import { sleep } from "k6";
import { Trend } from "k6/metrics";
import { latenessMetric } from "#contract/operations";
import { canarySeconds } from "#contract/plan";
import { enterPhase } from "./phase.ts";

const { add: addLateness } = new Trend(latenessMetric, true);
const sleepMs = 20;

/** One second of sleeps in one iteration, since an iteration costs more than a sleep. */
export function canary(): void {
  const endMs = Date.now() + canarySeconds * 1000;
  for (let before = Date.now(); before < endMs; ) {
    enterPhase();
    sleep(sleepMs / 1000);
    const after = Date.now();
    addLateness(Math.max(0, after - before - sleepMs));
    before = after;
  }
}
