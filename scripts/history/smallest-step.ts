/** What a trend can show: how large a step must be for five nights to tell it from how much the gate wanders. */
import { median } from "../bench/figure.ts";
import { leastShare } from "./alarms.ts";
import { defaults } from "./change-points.ts";
import type { Trend } from "./trends.ts";

/** With fewer nights nobody knows how much it wanders. */
export const leastNights = 10;

/** A change should be told within so many nights. */
export const nightsAfter = 5;

/** Of 200 made-up histories so many spreads tell nine steps of ten, with ten nights before them as with fifty (smallest-step.test.ts). */
const tellingSpreads = 3.25;

/** How much nights wander, as a share of their median: the standard deviation that normal noise with such a median distance has. */
export function spreadOf(values: readonly number[]): number {
  const usual = median(values);
  return 1.4826 * median(values.map((value) => Math.abs(value / usual - 1)));
}

/** The step that shows beside nights of this spread, both as shares. */
export function stepAt(spread: number): number {
  return Math.max(leastShare, tellingSpreads * spread);
}

/**
 * The step, as a share, that five nights tell nine times of ten; never less than what is told at all. `undefined` for a trend of fewer than
 * ten nights since its last change, and for one of zeros.
 */
export function smallestStep({ points, changes }: Trend): number | undefined {
  const values = points
    .slice(changes.at(-1)?.index ?? 0)
    .map(({ gate }) => gate.observed)
    .slice(-defaults.windowLength);
  if (values.length < leastNights || median(values) <= 0) return undefined;
  return stepAt(spreadOf(values));
}
