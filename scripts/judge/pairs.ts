/** Judges a target beside an older one: pairs of runs in, one gate per limit on their ratio out. */
import type { GeneratorLimits } from "#contract/calibration";
import type { Profile } from "#contract/profile";
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
  /** Set when the generator was late: what it could have been at most with a quicker one. */
  readonly late?: { readonly why: string; readonly atMost: number };
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
  { summary, systems, resources, profile, calibrated }: Evidence,
): Side {
  const target = systems[0]?.target;
  if (summary === undefined || target === undefined) return { isKnown: false, why: "a run has no summary" };
  if (metric === "olderTopRate") return topRate(summary, profile, calibrated.limits);
  return memoryOf({ metric: "rssMaxKib" }, target, summary, resources).found;
}

/** Right answers per second in the best step without an error and with every p95 below its limit. */
export function topRate(summary: RunSummary, { full, stages }: Profile, limits: GeneratorLimits): Side {
  const steps = summary.phases.flatMap((phase) => {
    if (!phase.isJudged) return [];
    const all = summary.operations.filter((row) => row.phase === phase.name);
    const own = all.filter(({ operation }) => rushed.has(operation));
    const isQuick = own.every(({ latency }) => latency !== null && observe(latency, "p95").value < topRateP95Ms);
    if (own.length === 0 || !isQuick || all.some(({ failed }) => failed > 0)) return [];
    const answers = own.reduce((sum, { count }) => sum + count, 0);
    const quickestMs = Math.min(...own.map(({ latency }) => latency?.min ?? 0));
    return [{ phase, value: answers / phaseSeconds(summary.phases, phase.name), quickestMs }];
  });
  const best = steps.toSorted((a, b) => b.value - a.value)[0];
  if (best === undefined)
    return { isKnown: false, why: `no step was without an error and below ${topRateP95Ms} ms (p95)` };
  const { late } = judgeGenerator({ ...summary, phases: [best.phase] }, limits);
  if (late === undefined) return { isKnown: true, value: best.value };
  // no user gets more answers than one after the other, each as quick as the quickest was
  const level = stages.find(({ name }) => name === best.phase.name)?.level ?? 1;
  const users = "vus" in full.registry ? full.registry.vus * level : Number.POSITIVE_INFINITY;
  return { isKnown: true, value: best.value, late: { why: late, atMost: (users * 1000) / best.quickestMs } };
}

/** Shares below 1 are better. With several pairs it is the upper end of the 95 % confidence interval that must be within the limit. */
export function judgePairs(threshold: PairThreshold, target: string, pairs: readonly Pair[]): Gate {
  const { requirement, metric, limit } = threshold;
  const operation = "resource.pairs";
  const base = { id: `${operation}@${target}/pairs/${metric}`, requirement, operation, target, phase: "pairs" };
  const known = pairs.flatMap(({ own, older }) => (own.isKnown && older.isKnown ? [{ own, older }] : []));
  const samples = known.length;
  const unknown = pairs.flatMap(({ own, older }) => [own, older]).find(({ isKnown }) => !isKnown);
  if (unknown?.isKnown === false)
    return { ...base, metric, limit, observed: null, samples, ok: false, undecided: unknown.why };
  const share = (own: number, older: number): number => (metric === "olderTopRate" ? older / own : own / older);
  const observed = upperBound(known.map(({ own, older }) => share(own.value, older.value)));
  const ok = observed <= limit;
  // a generator that was late for the older one made the share too small, and for the own one too large
  const extreme = upperBound(
    known.map(({ own, older }) =>
      share(ok ? own.value : (own.late?.atMost ?? own.value), ok ? (older.late?.atMost ?? older.value) : older.value),
    ),
  );
  const why = known.map(({ own, older }) => (ok ? older : own).late?.why).find((each) => each !== undefined);
  const isAstride = ok !== extreme <= limit;
  return {
    ...base,
    metric,
    limit,
    observed,
    samples,
    ok,
    ...(isAstride ? { undecided: `generator-limited: up to ${extreme.toFixed(3)} with a quicker one (${why})` } : {}),
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
