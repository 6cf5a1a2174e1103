/** What a trend can show: how large a step must be for five nights to tell it from how much the gate wanders. */
import { median } from "../bench/figure.ts";
import { leastShare, withoutBadNights } from "./alarms.ts";
import { defaults } from "./change-points.ts";
import { mean } from "./student-t.ts";
import type { Trend } from "./trends.ts";

/** With fewer nights nobody knows how much it wanders. */
export const leastNights = 10;

/** A change should be told within so many nights. */
export const nightsAfter = 5;

/** Of 200 made-up histories so many spreads tell nine steps of ten, with ten nights before them as with fifty (smallest-step.test.ts). */
const tellingSpreads = 3.25;

/** How much nights wander: their standard deviation as a share of their mean, but for the single bad nights that alarms leave out. */
export function spreadOf(values: readonly number[]): number {
  const counted = withoutBadNights(values);
  const usual = mean(counted);
  return Math.sqrt(counted.reduce((sum, value) => sum + (value - usual) ** 2, 0) / (counted.length - 1)) / usual;
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
