/** Histories made up from a seed or from real nights, to see how many true changes are found and how often none is told as one. */
import { pickIndex, randomFrom } from "#contract/random";
import { lastingChanges } from "./alarms.ts";
import { nightsAfter } from "./smallest-step.ts";

/** Gives one night after the other: what is measured while nothing changes, around 10. */
export type Nights = () => number;

export const nightsBefore = 30;
/** One index beside the true one is the same change to a reader. */
const near = 1;

/** Whether a step, a tenth unless told otherwise, is told within five nights as nightly runs tell it: each night anew. */
export function isStepFound(next: Nights, step = 0.1): boolean {
  const series = Array.from({ length: nightsBefore }, next);
  for (let night = 0; night < nightsAfter; night += 1) {
    series.push((1 + step) * next());
    if (lastingChanges(series).some(({ index }) => Math.abs(index - nightsBefore) <= near)) return true;
  }
  return false;
}

/** How many changes are told in so many nights in which nothing changed. One told again the next night is one. */
export function falseAlarms(next: Nights, nights: number): number {
  const series: number[] = [];
  const told: number[] = [];
  for (let night = 0; night < nights; night += 1) {
    series.push(next());
    for (const { index } of lastingChanges(series))
      if (!told.some((known) => Math.abs(known - index) <= 2 * near)) told.push(index);
  }
  return told.length;
}

export interface Nature {
  /** Standard deviation of a night's value, as a share of it. */
  readonly noise: number;
  /** Share of nights that are bad by themselves: half as much again. */
  readonly badNights: number;
}

/** Log-normal, as latencies are. */
export function madeUpNights(seed: number, { noise, badNights }: Nature): Nights {
  const random = randomFrom(seed);
  return () => 10 * Math.exp(noise * normal(random)) * (random() < badNights ? 1.5 : 1);
}

/** Drawn with replacement from what real nights or runs were, each as a multiple of what was usual then. */
export function drawnNights(seed: number, multiples: readonly number[]): Nights {
  const random = randomFrom(seed);
  return () => 10 * (multiples[pickIndex(random, multiples.length)] ?? 1);
}

/** Box and Muller's way from even to normal. */
export function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
