/** Wraps what a user does, so that an iteration that throws or never ends cannot hide. */
import exec from "k6/execution";
import { Counter } from "k6/metrics";
import { startedMetric, threwMetric } from "#contract/operations";
import type { PlannedSystem } from "#contract/plan";
import type { Role } from "#contract/roles";
import { enterPhase } from "./phase.ts";
import { ownSystem } from "./plan.ts";

const started = new Counter(startedMetric);
const threw = new Counter(threwMetric);

/** A user of one system: made once per VU, then one call is one iteration. */
export type User = (system: PlannedSystem) => () => void;

/** The function k6 calls for one iteration. k6 goes on and exits 0 when it throws; this counts it and lets it through to k6's log. */
export function user(role: Role, become: User): () => void {
  let iterate: (() => void) | undefined; // every k6 scenario lasts the whole run, so a VU never changes its system
  return () => {
    enterPhase();
    started.add(1);
    try {
      iterate ??= become(ownSystem(role, exec.scenario.name));
      iterate();
    } catch (error) {
      threw.add(1);
      throw error;
    }
  };
}
