/** How much the gates of recorded nights wander while nothing changes. */
import { median } from "../bench/figure.ts";
import { leastNights, spreadOf, stepAt } from "./smallest-step.ts";
import type { Trend } from "./trends.ts";

export interface OwnNoise {
  /** Standard deviation of the nights, as a share of their mean, see smallest-step.ts. */
  readonly spread: number;
  /** The least step that such nights show, as a share. */
  readonly step: number;
  /** Each night as a multiple of what was usual. */
  readonly multiples: readonly number[];
}

/** Of gates that measure something and have not changed for good. */
export function ownNoises(trends: readonly Trend[]): readonly OwnNoise[] {
  return trends
    .filter(({ points, changes }) => points.length >= leastNights && changes.length === 0)
    .map(({ points }) => points.map(({ gate }) => gate.observed))
    .filter((values) => values.every((value) => value > 0))
    .map((values) => {
      const usual = median(values);
      const multiples = values.map((value) => value / usual);
      const spread = spreadOf(values);
      return { spread, step: stepAt(spread), multiples };
    })
    .sort((a, b) => a.spread - b.spread);
}
