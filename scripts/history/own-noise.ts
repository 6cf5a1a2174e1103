/** How much the gates of recorded nights wander while nothing changes. */
import { median } from "../bench/figure.ts";
import type { Trend } from "./trends.ts";

export interface OwnNoise {
  /** Of a night's number, as a share of it: the standard deviation that normal noise with such a spread has. */
  readonly spread: number;
  /** Each night as a multiple of what was usual. */
  readonly multiples: readonly number[];
}

/** With fewer nights nobody knows how much it wanders. */
const leastNights = 10;

/** Of gates that measure something and have not changed for good. */
export function ownNoises(trends: readonly Trend[]): readonly OwnNoise[] {
  return trends
    .filter(({ points, changes }) => points.length >= leastNights && changes.length === 0)
    .map(({ points }) => points.map(({ gate }) => gate.observed))
    .filter((values) => values.every((value) => value > 0))
    .map((values) => {
      const usual = median(values);
      const multiples = values.map((value) => value / usual);
      return { spread: 1.4826 * median(multiples.map((multiple) => Math.abs(multiple - 1))), multiples };
    })
    .sort((a, b) => a.spread - b.spread);
}
