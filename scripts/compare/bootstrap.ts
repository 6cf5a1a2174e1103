/** How sure a mean over a few rounds is: its bootstrap confidence interval. */
import { pickIndex, randomFrom } from "#contract/random";
import { expandedTail } from "./tails.ts";

/** Rounds drawn again, with repetition: `count` draws of `size` rounds each, as indices. */
export interface Draws {
  readonly size: number;
  readonly count: number;
  /** The share of draws that lies beyond each end of an interval. */
  readonly tail: number;
  readonly picked: Uint16Array;
}

export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** Draws that are to lie beyond each end of an interval: with fewer its ends would be those of chance. */
const beyondEnd = 10;
const mostDraws = 200_000;

/** For intervals outside of which a true mean lies in a share `alpha` of cases, half of them on each side. */
export function drawsFor(size: number, alpha: number, seed: number): Draws {
  const tail = expandedTail(alpha, size);
  const count = Math.min(mostDraws, Math.max(10_000, Math.ceil(beyondEnd / tail)));
  const random = randomFrom(seed);
  const picked = new Uint16Array(count * size);
  for (let at = 0; at < picked.length; at += 1) picked[at] = pickIndex(random, size);
  return { size, count, tail, picked };
}

/**
 * The percentile interval of the mean: Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 13.
 * Of few values it is too narrow, so its ends are moved outwards to where an interval by Student's t would have them:
 * Hesterberg, What Teachers Should Know About the Bootstrap, The American Statistician 69 (2015), section 5.3,
 * "expanded percentile interval".
 */
export function intervalOfMean(values: readonly number[], { size, count, tail, picked }: Draws): Interval {
  if (values.length !== size) throw new Error(`${values.length} values, but the draws are of ${size}`);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const mean = values.reduce((sum, value) => sum + value, 0) / size;
  if (most - least < 1e-12) return { mean, low: mean, high: mean };
  const tallies = new Uint32Array(bins + 1);
  const scale = bins / (most - least) / size;
  const fromLeast = Float64Array.from(values, (value) => (value - least) * scale);
  for (let draw = 0, at = 0; draw < count; draw += 1) {
    let place = 0;
    for (const end = at + size; at < end; at += 1) place += fromLeast[picked[at] ?? 0] ?? 0;
    const bin = Math.min(bins, Math.round(place));
    tallies[bin] = (tallies[bin] ?? 0) + 1;
  }
  const beyond = Math.floor(tail * count);
  const atBin = (bin: number): number => least + (bin / bins) * (most - least);
  return {
    mean,
    low: atBin(firstBeyond(tallies, beyond)),
    high: atBin(bins - firstBeyond(tallies.toReversed(), beyond)),
  };
}

/** Means are told apart to this share of the distance between the least and the most value. */
const bins = 8192;

/** The bin before and in which more than `beyond` draws lie. */
function firstBeyond(tallies: Uint32Array, beyond: number): number {
  let sum = 0;
  return tallies.findIndex((tally) => {
    sum += tally;
    return sum > beyond;
  });
}
