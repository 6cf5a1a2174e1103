/** Which changes of a gate's history a person should hear of: sure, large enough to matter, and more than one bad night. */
import { median } from "../bench/figure.ts";
import { type ChangePoint, changePoints } from "./change-points.ts";

/** A change is told once it has lasted this many nights. */
const leastNights = 3;
/** Smaller ones may be true, and matter to nobody. */
const leastShare = 0.05;
/** Nights on either side that say what is usual there. */
const reach = 3;
/** A night further than this from the median of its neighbours, in their spread, was a bad one. */
const farSpreads = 4;

export function lastingChanges(series: readonly number[]): readonly ChangePoint[] {
  return changePoints(withoutBadNights(series), { leastShare }).filter(
    ({ index }) => series.length - index >= leastNights,
  );
}

/**
 * Single bad nights become the median of their neighbours (Hampel's filter: Davies & Gather 1993, "The identification of multiple
 * outliers"): one alone would widen the spread so much that a true change is lost in it. The last ones stay: they may be a change's first.
 */
function withoutBadNights(series: readonly number[]): readonly number[] {
  return series.map((value, index) => {
    if (series.length - index < leastNights) return value;
    const around = series.slice(Math.max(0, index - reach), index + reach + 1);
    const usual = median(around);
    const spread = 1.4826 * median(around.map((other) => Math.abs(other - usual))); // the standard deviation of normal noise
    return Math.abs(value - usual) > farSpreads * spread ? usual : value;
  });
}
