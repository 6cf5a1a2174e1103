/** What paired rounds of two targets say: the run is the sample, each round gives one difference. */
import type { RunSummary } from "#contract/summary";
import { type Draws, drawsFor, intervalOfMean } from "./bootstrap.ts";
import { limitOf, type Metric, metrics, numberOf, samplesNeeded, samplesOf, worsening } from "./metrics.ts";
import { type OperationPair, pairOperations } from "./pairing.ts";

/** The same load, right after each other, on base and head. */
export interface RoundPair {
  readonly base: RunSummary;
  readonly head: RunSummary;
}

type Finding = "regression" | "improvement" | "no evidence" | "missing" | "incomplete" | "too few samples";

/** One metric of one operation. Changes are in the measure of `worsening`: positive is worse. */
export interface Cell {
  readonly operation: string;
  readonly target: string;
  readonly phase: string;
  readonly metric: Metric;
  readonly rounds: number;
  /** Medians over the rounds; `null` where a side has no number in one. */
  readonly base: number | null;
  readonly head: number | null;
  readonly worse: number;
  readonly low: number;
  readonly high: number;
  /** The least worsening whose interval would have been above the limit: what so many rounds can show. */
  readonly smallest: number;
  readonly finding: Finding;
}

/** The share of comparisons of a thing with itself in which an interval of a metric misses zero, at most. */
const familyAlpha = 0.05;

/** Fewer say too little of the noise (REP-07). */
export const fewestRounds = 5;

export function compareRounds(pairs: readonly RoundPair[], threshold: number, seed: number): readonly Cell[] {
  const grouped = new Map<string, OperationPair[]>();
  for (const { base, head } of pairs) {
    for (const pair of pairOperations(base, head)) {
      const key = `${pair.operation} ${pair.target} ${pair.phase}`;
      grouped.set(key, [...(grouped.get(key) ?? []), pair]);
    }
  }
  // Bonferroni over operations: however they hang together, the intervals of a metric hold at once in 95 % of comparisons
  const draws = drawsFor(pairs.length, familyAlpha / grouped.size, seed);
  const all = [...grouped.values()];
  return all.flatMap((rounds) => metrics.map((metric) => cellOf(metric, rounds, pairs.length, { threshold, draws })));
}

interface Asked {
  readonly threshold: number;
  readonly draws: Draws;
}

function cellOf(metric: Metric, rounds: readonly OperationPair[], wanted: number, { threshold, draws }: Asked): Cell {
  const { operation = "", target = "", phase = "" } = rounds[0] ?? {};
  const common = { operation, target, phase, metric, rounds: wanted };
  const values = rounds.flatMap(({ base, head, seconds }) => {
    const one = base && numberOf(base, metric, seconds);
    const other = head && numberOf(head, metric, seconds);
    return isUsable(one, metric) && isUsable(other, metric) ? [[one, other] as const] : [];
  });
  const nothing = {
    base: null,
    head: null,
    worse: Number.NaN,
    low: Number.NaN,
    high: Number.NaN,
    smallest: Number.NaN,
  };
  if (values.length < wanted)
    return { ...common, ...nothing, finding: isGone(metric, rounds) ? "missing" : "incomplete" };
  const changes = values.map(([base, head]) => worsening(metric, base, head));
  const { mean, low, high } = intervalOfMean(changes, draws);
  const limit = limitOf(metric, threshold);
  const measured = {
    base: median(values.map(([base]) => base)),
    head: median(values.map(([, head]) => head)),
    ...{ worse: mean, low, high },
    smallest: limit + mean - low,
  };
  const samples = rounds.map(({ base, head }) =>
    Math.min(...[base, head].map((row) => (row === undefined ? 0 : samplesOf(row, metric)))),
  );
  if (median(samples) < samplesNeeded[metric]) return { ...common, ...measured, finding: "too few samples" };
  const finding = low > limit ? "regression" : high < -limit ? "improvement" : "no evidence";
  return { ...common, ...measured, finding };
}

/** The head has a number in no round, the base has in some. One that is missing now and then is no proof of anything. */
function isGone(metric: Metric, rounds: readonly OperationPair[]): boolean {
  const has = (side: "base" | "head"): boolean =>
    rounds.some((round) => {
      const row = round[side];
      return row !== undefined && isUsable(numberOf(row, metric, round.seconds), metric);
    });
  return has("base") && !has("head");
}

/** Of 0 there is no ratio. */
function isUsable(value: number | undefined, metric: Metric): value is number {
  return value !== undefined && (metric === "errorRate" || value > 0);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
