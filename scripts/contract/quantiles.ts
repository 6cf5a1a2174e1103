/** The fixed grid of quantiles each k6 process exports, so that several processes' numbers merge. */

/** Percentages, rising. Neighbours bracket every value between them. */
export const gridPercents: readonly number[] = [
  ...Array.from({ length: 99 }, (_, index) => index + 1),
  99.5,
  99.9,
  99.95,
  99.99,
];

/** k6's name of a percentile in a summary. */
export function trendStat(percent: number): string {
  return `p(${percent})`;
}

/** Everything a summary needs of a Trend, for `summaryTrendStats`. */
export const trendStats: string[] = ["count", "min", "avg", "max", ...gridPercents.map(trendStat)];
