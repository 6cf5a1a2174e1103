/** Gates while the load lasts: each limit beside what k6's dashboard says of its phase so far. The judge has the last word. */
import { failedMetric, latencyMetric, partOf, partTag, roleOf } from "#contract/operations";
import { isJudgedFor } from "#contract/phases";
import type { Phase, PlannedSystem } from "#contract/plan";
import type { Threshold } from "#contract/threshold";
import type { Gate } from "#contract/verdict";
import { samplesNeeded } from "../judge/quantile.ts";
import { milliseconds } from "../report/gate-text.ts";
import type { Snapshot } from "../run/snapshots.ts";

export interface LiveLimit {
  readonly threshold: Threshold;
  readonly system: PlannedSystem;
  readonly phase: string;
}

/** `limits` are those that hold in this run; the same ones become gates of the verdict. */
export function liveLimits(
  systems: readonly PlannedSystem[],
  phases: readonly Phase[],
  limits: readonly Threshold[],
): readonly LiveLimit[] {
  return systems.flatMap((system) =>
    limits
      .filter(({ operation }) => roleOf(operation) === system.role)
      .flatMap((threshold) =>
        phases
          .filter((phase) => isJudgedFor(phase, system.target))
          .map(({ name }) => ({ threshold, system, phase: name })),
      ),
  );
}

/** A gate, and what a reader should know of it. */
interface LiveGate {
  readonly gate: Gate;
  readonly note?: string;
}

/** `totals` are k6's values since the load began. */
export function liveGate({ threshold, system, phase }: LiveLimit, totals: Snapshot): LiveGate {
  const { operation, requirement, metric, below: limit } = threshold;
  const { target } = system;
  const at = (name: string): Readonly<Record<string, number>> | undefined =>
    totals.get(`${name}{${partTag}:${partOf(system, phase)}}`);
  const latency = at(latencyMetric(operation));
  const failed = at(failedMetric(operation))?.["rate"];
  const samples = at("http_reqs")?.["count"] ?? 0;
  const base = {
    id: `${operation}@${target}/${phase}/${metric}`,
    requirement,
    operation,
    target,
    phase,
    limit,
    samples,
  };
  if (failed === undefined) return { gate: { ...base, metric, observed: null, ok: false, undecided: "no sample yet" } };
  if (metric === "errorRate") return { gate: { ...base, metric, observed: failed, ok: failed < limit } };
  if (latency === undefined) return { gate: { ...base, metric, observed: null, ok: false } }; // tried, and never answered rightly
  const max = latency["max"] ?? 0;
  const needed = samplesNeeded[metric];
  if (samples < needed) return { gate: { ...base, metric: "max", observed: max, ok: max < limit } };
  const observed = latency[stats[metric]] ?? 0;
  const gate = { ...base, metric, observed, ok: observed < limit };
  const isOpen = needed > 1 && observed < limit && max >= limit;
  return isOpen
    ? { gate, note: `its max, ${milliseconds(max)} ms, counts if it gets under ${needed} samples` }
    : { gate };
}

/** The dashboard counts a system's requests but no operation's samples: those may be fewer, and then the judge takes the maximum. */
const stats = { p95: "p(95)", p99: "p(99)", mean: "avg" } as const;
