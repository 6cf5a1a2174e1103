/** Which changes of a gate's history a person should hear of: sure, large enough to matter, and more than one bad night. */
import { median } from "../bench/figure.ts";
import { type ChangePoint, changePoints, defaults, described, shareOf } from "./change-points.ts";

/** A change is told once it has lasted this many nights. */
const leastNights = 3;
/** Smaller ones may be true, and matter to nobody. */
export const leastShare = 0.05;
/** Nights on either side that say what is usual there. */
const reach = 3;
/** A night further than this from the median of its neighbours, in their spread, was a bad one. */
const farSpreads = 4;

/** What went back sooner is bad nights in a row. */
const leastPastNights = 5;

/** More spells of bad nights than this are no spells. */
const mostSpells = 20;

export function lastingChanges(series: readonly number[]): readonly ChangePoint[] {
  return withoutSpells(withoutBadNights(series), mostSpells);
}

/** Nights in a row that went back soon become what was usual after them: they would hide a true change as one bad night does. */
function withoutSpells(series: readonly number[], left: number): readonly ChangePoint[] {
  const found = changePoints(series, { leastShare })
    .map(({ index }) => index)
    .filter((index) => series.length - index >= leastNights);
  const spell = found.find((index, place) => (found[place + 1] ?? Number.POSITIVE_INFINITY) - index < leastPastNights);
  if (spell === undefined || left === 0) return sure(series, found);
  const end = found.find((index) => index > spell) ?? series.length;
  const usual = median(series.slice(end, end + 2 * reach));
  return withoutSpells(
    series.map((value, index) => (index >= spell && index < end ? usual : value)),
    left - 1,
  );
}

/** Takes away what is unsure or small beside the neighbours it has in the end, the least sure first. */
function sure(series: readonly number[], indexes: readonly number[]): readonly ChangePoint[] {
  const points = described(series, indexes);
  const isWeak = (point: ChangePoint): boolean => point.pValue >= defaults.mostPValue || shareOf(point) <= leastShare;
  const [weakest] = points.filter(isWeak).sort((a, b) => b.pValue - a.pValue);
  if (weakest === undefined) return points;
  return sure(
    series,
    indexes.filter((index) => index !== weakest.index),
  );
}

/**
 * Single bad nights become the median of their neighbours (Hampel's filter: Davies & Gather 1993, "The identification of multiple
 * outliers"): one alone would widen the spread so much that a true change is lost in it. The last ones stay: they may be a change's first.
 */
export function withoutBadNights(series: readonly number[]): readonly number[] {
  return series.map((value, index) => {
    if (series.length - index < leastNights) return value;
    const around = series.slice(Math.max(0, index - reach), index + reach + 1);
    const usual = median(around);
    const spread = 1.4826 * median(around.map((other) => Math.abs(other - usual))); // the standard deviation of normal noise
    return Math.abs(value - usual) > farSpreads * spread ? usual : value;
  });
}
