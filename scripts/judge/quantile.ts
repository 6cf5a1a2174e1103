/** Values a gate compares, taken from a summary. */
import { gridPercents } from "#contract/quantiles";
import type { Latency } from "#contract/summary";

/** The grid's value at a percentage that is on the grid. */
export function percentile({ quantiles }: Latency, percent: number): number {
  const value = quantiles[gridPercents.indexOf(percent)];
  if (value === undefined) throw new Error(`p${percent} is not on the quantile grid`);
  return value;
}

/** Samples a percentile needs before it means something (rule R2 of the requirements). */
export const samplesNeeded = { p95: 200, p99: 1000, mean: 1 } as const;

export interface Observed {
  /** `max` where there were too few samples for the percentile. */
  readonly metric: string;
  readonly value: number;
}

export function observe(latency: Latency, metric: keyof typeof samplesNeeded): Observed {
  if (latency.count < samplesNeeded[metric]) return { metric: "max", value: latency.max };
  if (metric === "mean") return { metric, value: latency.mean };
  return { metric, value: percentile(latency, metric === "p95" ? 95 : 99) };
}
