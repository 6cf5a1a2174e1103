/** What a trip proves of gates: green before, red while the fault is on, green after, and nobody else's touched. */
import { isResourceMetric } from "#contract/resource-threshold";
import type { Gate, Verdict } from "#contract/verdict";

/** What a trip says it will do; see scripts/trips/trip.ts. */
interface Claim {
  readonly target: string;
  readonly red: readonly string[];
  readonly rows: readonly string[];
  readonly lasting?: readonly string[];
}

export interface Proof {
  /** `<operation>@<target>/<metric>` of every gate judged while the fault was on, or of every limit on resources. */
  readonly judged: readonly string[];
  /** Those the trip says it turns red. */
  readonly claimed: readonly string[];
  /** Those of them it did. */
  readonly turned: readonly string[];
  /** Why the trip did not do as it says; empty when it did. */
  readonly faults: readonly string[];
}

/** Phases of a fault run, see scripts/run/fault-phases.ts. */
const [before, during, recovering, after] = ["before", "during", "recovering", "after"] as const;
/** Of gates over the whole run: a role's lost and failed operations. */
const wholeRun = "all";

/** Which of its gates a trip turned red, and what is missing of them. `gates` are those it is judged by. */
function claimedOf({ target, red, rows }: Claim, gates: readonly Gate[]): Proof {
  const claimed = new Set(red.map((name) => named(name, target)));
  const known = new Set(gates.map(nameOf));
  const redGates = gates.filter((gate) => claimed.has(nameOf(gate)) && isRed(gate));
  const turned = redGates.map(nameOf);
  const unknown = [...claimed].filter((name) => !known.has(name)).map((name) => `there is no gate ${name}`);
  const green = [...claimed].filter((name) => known.has(name) && !turned.includes(name));
  const isOf = (row: string) => (gate: Gate) => gate.requirement === row;
  const unmoved = rows.filter((row) => gates.some(isOf(row)) && !redGates.some(isOf(row)));
  return {
    judged: [...known],
    claimed: [...claimed],
    turned,
    faults: [
      ...unknown,
      ...green.map((name) => `${name} stayed green`),
      ...unmoved.map((row) => `no gate of ${row} turned red`),
    ],
  };
}

export function proofOf(claim: Claim, verdict: Verdict): Proof {
  const { target, lasting = [] } = claim;
  const stays = new Set(lasting.map((name) => named(name, target)));
  const inPhase = (phase: string): readonly Gate[] => verdict.gates.filter((gate) => gate.phase === phase);
  const whileOn = [...inPhase(during), ...inPhase(recovering), ...inPhase(wholeRun)];
  const own = claimedOf(claim, whileOn);
  return {
    ...own,
    faults: [
      ...own.faults,
      ...inPhase(before)
        .filter((gate) => !gate.ok)
        .map(({ id }) => `${id} was not green before`),
      ...inPhase(after)
        .filter((gate) => !gate.ok && !stays.has(nameOf(gate)))
        .map(({ id }) => `${id} was not green again after`),
      ...verdict.gates
        .filter((gate) => gate.target !== target && !gate.ok && gate.phase !== before && gate.phase !== after)
        .map(
          ({ id }) =>
            `${id} turned red as well, though nobody touched ${id.slice(id.indexOf("@") + 1, id.indexOf("/"))}`,
        ),
    ],
  };
}

/** Of two runs, one as it should be and one misused. Of the many gates of both, it is judged by those on resources and those it speaks of. */
export function proofOfMisuse(claim: Claim, healthy: Verdict, misused: Verdict): Proof {
  const { target } = claim;
  const claimed = new Set(claim.red.map((name) => named(name, target)));
  const own = claimedOf(
    claim,
    misused.gates.filter((gate) => isResourceMetric(gate.metric) || claimed.has(nameOf(gate))),
  );
  return {
    ...own,
    faults: [
      ...own.faults,
      ...(healthy.gates.length === 0 ? ["without it nothing was judged"] : []),
      ...healthy.gates.filter(({ ok }) => !ok).map(({ id }) => `${id} was not green without it`),
      ...misused.gates
        .filter((gate) => gate.target !== target && !gate.ok)
        .map(({ id }) => `${id} turned red as well, though nobody misused it`),
    ],
  };
}

/** `registry.list/p95` of a trip, for its target. */
function named(name: string, target: string): string {
  const [operation, metric] = name.split("/");
  return `${operation}@${target}/${metric}`;
}

/** The metric as the threshold has it: with few samples the gate says `max`, its id does not. */
function nameOf({ id, operation, target }: Gate): string {
  return `${operation}@${target}/${id.slice(id.lastIndexOf("/") + 1)}`;
}

/** A miss; what could not be decided proves nothing. */
function isRed({ ok, undecided }: Gate): boolean {
  return !ok && undecided === undefined;
}
