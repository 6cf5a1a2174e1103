/** Wraps what a user does, so that an iteration that throws or never ends cannot hide. */
import { Counter } from "k6/metrics";
import { startedMetric, threwMetric } from "#contract/operations";
import { enterPhase } from "./phase.ts";

const started = new Counter(startedMetric);
const threw = new Counter(threwMetric);

/** k6 goes on and exits 0 when an iteration throws; this counts it and lets it through to k6's log. */
export function user(behave: () => void): () => void {
  return () => {
    enterPhase();
    started.add(1);
    try {
      behave();
    } catch (error) {
      threw.add(1);
      throw error;
    }
  };
}
