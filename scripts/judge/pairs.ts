/** Judges a target beside an older one: pairs of runs in, one gate per limit on their ratio out. */
import type { PairThreshold } from "#contract/resource-threshold";
import { phaseSeconds, type RunSummary } from "#contract/summary";
import type { Gate } from "#contract/verdict";
import { judgeGenerator } from "./generator.ts";
import { observe } from "./quantile.ts";
import { memoryOf } from "./resource-gates.ts";
import type { Known } from "./resources.ts";
import { mean, student975 } from "./slope.ts";
import type { Evidence } from "./verdict.ts";

/** What one run says of one system. */
export type Side = Known<number> & {
  /** Why it may have been more, had the generator been quicker. */
  readonly late?: string;
};

export interface Pair {
  readonly own: Side;
  readonly older: Side;
}

/** Operations whose rate is meant; joining only frames them. */
const rushed = new Set(["registry.heartbeat", "registry.resolve"]);
/** A step counts while its beats and lookups stay below. */
const topRateP95Ms = 100;

/** The figure a limit compares, from one run. */
export function sideOf(
  metric: PairThreshold["metric"],
  { summary, systems, resources }: Pick<Evidence, "summary" | "systems" | "resources">,
): Side {
  const target = systems[0]?.target;
  if (summary === undefined || target === undefined) return { isKnown: false, why: "a run has no summary" };
  if (metric === "olderTopRate") return topRate(summary);
  return memoryOf({ metric: "rssMaxKib" }, target, summary, resources).found;
}

/** Right answers per second in the best step without an error and with every p95 below its limit. */
export function topRate(summary: RunSummary): Side {
  const steps = summary.phases.flatMap((phase) => {
    if (!phase.isJudged) return [];
    const all = summary.operations.filter((row) => row.phase === phase.name);
    const own = all.filter(({ operation }) => rushed.has(operation));
    const isQuick = own.every(({ latency }) => latency !== null && observe(latency, "p95").value < topRateP95Ms);
    if (own.length === 0 || !isQuick || all.some(({ failed }) => failed > 0)) return [];
    const answers = own.reduce((sum, { count }) => sum + count, 0);
    return [{ phase, value: answers / phaseSeconds(summary.phases, phase.name) }];
  });
  const best = steps.toSorted((a, b) => b.value - a.value)[0];
  if (best === undefined)
    return { isKnown: false, why: `no step was without an error and below ${topRateP95Ms} ms (p95)` };
  const { late } = judgeGenerator({ ...summary, phases: [best.phase] });
  return { isKnown: true, value: best.value, ...(late === undefined ? {} : { late }) };
}

/** Shares below 1 are better. With several pairs it is the upper end of the 95 % confidence interval that must be within the limit. */
export function judgePairs(threshold: PairThreshold, target: string, pairs: readonly Pair[]): Gate {
  const { requirement, metric, limit } = threshold;
  const operation = "resource.pairs";
  const base = { id: `${operation}@${target}/pairs/${metric}`, requirement, operation, target, phase: "pairs" };
  const shares: number[] = [];
  for (const { own, older } of pairs) {
    const unknown = [own, older].find((side) => !side.isKnown);
    if (unknown?.isKnown === false)
      return { ...base, metric, limit, observed: null, samples: shares.length, ok: false, undecided: unknown.why };
    if (own.isKnown && older.isKnown)
      shares.push(metric === "olderTopRate" ? older.value / own.value : own.value / older.value);
  }
  const observed = upperBound(shares);
  const ok = observed <= limit;
  // a generator that was late for the older one made the share too small, and for the own one too large
  const late = pairs.map(({ own, older }) => (ok ? older.late : own.late)).find((each) => each !== undefined);
  return {
    ...base,
    metric,
    limit,
    observed,
    samples: shares.length,
    ok,
    ...(late === undefined ? {} : { undecided: `generator-limited: ${late}` }),
  };
}

/** Of the geometric mean, by Student's t on the logarithms: ratios multiply. */
function upperBound(shares: readonly number[]): number {
  const logs = shares.map((share) => Math.log(share));
  const center = mean(logs);
  if (logs.length < 2) return Math.exp(center);
  const squared = logs.reduce((sum, log) => sum + (log - center) ** 2, 0);
  const standardError = Math.sqrt(squared / (logs.length - 1) / logs.length);
  return Math.exp(center + student975(logs.length - 1) * standardError);
}
