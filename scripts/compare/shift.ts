/** How far two distributions of latency lie apart, from the quantile grids of two single runs. */
import { gridPercents } from "#contract/quantiles";
import type { Latency } from "#contract/summary";

export interface Shift {
  /**
   * The probability that an answer of the head takes longer than one of the base, ties counting half; 0.5 is no
   * difference. McGraw and Wong, A common language effect size statistic, Psychological Bulletin 111 (1992); as Â12
   * in Vargha and Delaney, Journal of Educational and Behavioral Statistics 25 (2000).
   */
  readonly superiority: number;
  /** 2 · superiority − 1, from −1 to 1: Cliff, Dominance statistics, Psychological Bulletin 114 (1993). */
  readonly cliffsDelta: number;
  /** Of |δ|: below 0.147, 0.33, 0.474 and above, as in Romano et al., Appropriate statistics for ordinal level data (2006). */
  readonly size: "negligible" | "small" | "medium" | "large";
  /** Median of all differences head − base: Hodges and Lehmann, Annals of Mathematical Statistics 34 (1963). */
  readonly typicalMs: number;
}

/** Of each distribution, that many values at equal distances in probability stand for all. */
const points = 200;

export function shiftOf(base: Latency, head: Latency): Shift {
  const [ones, others] = [spread(base), spread(head)];
  let superior = 0;
  const apart = new Float64Array(points * points);
  for (const [row, other] of others.entries()) {
    for (const [column, one] of ones.entries()) {
      superior += other > one ? 1 : other === one ? 0.5 : 0;
      apart[row * points + column] = other - one;
    }
  }
  const superiority = superior / apart.length;
  const cliffsDelta = 2 * superiority - 1;
  apart.sort();
  const middle = apart.length / 2;
  return {
    superiority,
    cliffsDelta,
    size: sizeOf(cliffsDelta),
    typicalMs: ((apart[middle - 1] ?? 0) + (apart[middle] ?? 0)) / 2,
  };
}

/** Values at the middles of `points` equal shares, on straight lines between neighbours of the grid. */
function spread({ min, max, quantiles }: Latency): readonly number[] {
  const percents = [0, ...gridPercents, 100];
  const values = [min, ...quantiles, max];
  return Array.from({ length: points }, (_, index) => {
    const percent = ((index + 0.5) / points) * 100;
    const above = percents.findIndex((each) => each >= percent);
    const [from = 0, to = 100] = [percents[above - 1], percents[above]];
    const [low = 0, high = 0] = [values[above - 1], values[above]];
    return low + ((percent - from) / (to - from)) * (high - low);
  });
}

function sizeOf(delta: number): Shift["size"] {
  const size = Math.abs(delta);
  if (size < 0.147) return "negligible";
  return size < 0.33 ? "small" : size < 0.474 ? "medium" : "large";
}
