/** Wraps what a user does, so that an iteration that throws or never ends cannot hide. */
import { Counter } from "k6/metrics";
import { startedMetric, threwMetric } from "#contract/operations";
import type { PlannedSystem } from "#contract/plan";
import type { Role } from "#contract/roles";
import { enterIteration } from "./phase.ts";
import { ownSystem } from "./plan.ts";

const { add: addStarted } = new Counter(startedMetric);
const { add: addThrew } = new Counter(threwMetric);

/** A user of one system: made when a VU comes to it, then one call is one iteration. */
export type User = (system: PlannedSystem) => () => void;

/** The function k6 calls for one iteration. k6 goes on and exits 0 when it throws; this counts it and lets it through to k6's log. */
export function user(role: Role, become: User): () => void {
  let iterate: (() => void) | undefined;
  let current: string | undefined;
  return () => {
    const name = enterIteration();
    addStarted(1);
    try {
      // a VU that one k6 scenario gives back as it ramps down may be taken by another as that ramps up
      if (iterate === undefined || name !== current) iterate = become(ownSystem(role, name));
      current = name;
      iterate();
    } catch (error) {
      addThrew(1);
      throw error;
    }
  };
}
