/** Gates while the load lasts: each limit beside what k6's dashboard says of its phase so far. The judge has the last word. */
import { failedMetric, latencyMetric, partOf, partTag, roleOf } from "#contract/operations";
import { isJudgedFor } from "#contract/phases";
import type { Phase, PlannedSystem } from "#contract/plan";
import type { Threshold } from "#contract/threshold";
import type { Gate } from "#contract/verdict";
import { samplesNeeded } from "../judge/quantile.ts";
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

/** `totals` are k6's values since the load began. */
export function liveGate({ threshold, system, phase }: LiveLimit, totals: Snapshot): Gate {
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
  if (failed === undefined) return { ...base, metric, observed: null, ok: false, undecided: "no sample yet" };
  if (metric === "errorRate") return { ...base, metric, observed: failed, ok: failed < limit };
  if (latency === undefined) return { ...base, metric, observed: null, ok: false }; // tried, and never answered rightly
  const observed = latencyBy(latency, metric, samples);
  return { ...base, ...observed, ok: observed.observed < limit };
}

const stats = { p95: "p(95)", p99: "p(99)", mean: "avg" } as const;

/** The dashboard counts requests but no samples: as many there may be at most, so too few requests are too few samples. */
function latencyBy(
  values: Readonly<Record<string, number>>,
  metric: keyof typeof stats,
  requests: number,
): { readonly metric: string; readonly observed: number } {
  if (requests < samplesNeeded[metric]) return { metric: "max", observed: values["max"] ?? 0 };
  return { metric, observed: values[stats[metric]] ?? 0 };
}
