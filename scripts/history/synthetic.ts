/** Histories made up from a seed, to see how many true changes are found and how often none is told as one. */
import { randomFrom } from "#contract/random";
import { lastingChanges } from "./alarms.ts";

export interface Nature {
  /** Standard deviation of a night's value, as a share of it. */
  readonly noise: number;
  /** Share of nights that are bad by themselves: half as much again. */
  readonly badNights: number;
}

const nightsBefore = 30;
const nightsAfter = 5;
/** One index beside the true one is the same change to a reader. */
const near = 1;

/** Whether a step of a tenth is told within five nights, as nightly runs tell it: each night anew. */
export function isStepFound(seed: number, nature: Nature): boolean {
  const next = nightsOf(seed, nature);
  const series = Array.from({ length: nightsBefore }, next);
  for (let night = 0; night < nightsAfter; night += 1) {
    series.push(1.1 * next());
    if (lastingChanges(series).some(({ index }) => Math.abs(index - nightsBefore) <= near)) return true;
  }
  return false;
}

/** How many changes are told in so many nights in which nothing changed. One told again the next night is one. */
export function falseAlarms(seed: number, nights: number, nature: Nature): number {
  const next = nightsOf(seed, nature);
  const series: number[] = [];
  const told: number[] = [];
  for (let night = 0; night < nights; night += 1) {
    series.push(next());
    for (const { index } of lastingChanges(series))
      if (!told.some((known) => Math.abs(known - index) <= 2 * near)) told.push(index);
  }
  return told.length;
}

/** Log-normal, as latencies are, around 10. */
function nightsOf(seed: number, { noise, badNights }: Nature): () => number {
  const random = randomFrom(seed);
  return () => 10 * Math.exp(noise * normal(random)) * (random() < badNights ? 1.5 : 1);
}

/** Box and Muller's way from even to normal. */
export function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
