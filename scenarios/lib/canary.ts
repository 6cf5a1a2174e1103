/** Measures the generator itself: one user that only sleeps and records how late it wakes. */
import { sleep } from "k6";
import { Trend } from "k6/metrics";
import { latenessMetric } from "#contract/operations";
import { canarySeconds } from "#contract/plan";
import { enterPhase, now } from "./phase.ts";

const { add: addLateness } = new Trend(latenessMetric, true);
const sleepMs = 20;

/** One second of sleeps in one iteration, since an iteration costs more than a sleep. */
export function canary(): void {
  const endMs = now() + canarySeconds * 1000;
  for (let before = now(); before < endMs; ) {
    enterPhase();
    sleep(sleepMs / 1000);
    const after = now();
    const lateMs = after - before - sleepMs;
    addLateness(lateMs > 0 ? lateMs : 0);
    before = after;
  }
}
