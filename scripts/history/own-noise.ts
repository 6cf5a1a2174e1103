/** How much the gates of this machine wander from night to night while nothing changes. */
import { median } from "../bench/figure.ts";
import { midmean } from "./midmean.ts";
import { leastNights, spreadOf, stepAt } from "./smallest-step.ts";
import { drawnNights, type Nights } from "./synthetic.ts";
import type { Trend } from "./trends.ts";

export interface OwnNoise {
  /** Standard deviation of the nights, as a share of their mean, see smallest-step.ts. */
  readonly spread: number;
  /** The least step that such nights show, as a share. */
  readonly step: number;
  /** Nights in which nothing changes, around 10; others with each seed. */
  readonly nights: (seed: number) => Nights;
}

/** With fewer of them the rare bad ones are not known. */
const leastRuns = 30;
const nightsForSpread = 500;

/** Of gates that measure something and have not changed for good, each night as it was recorded. Those of fewer than ten nights are left out. */
export function noiseOfNights(trends: readonly Trend[]): readonly OwnNoise[] {
  return still(trends)
    .filter(({ points }) => points.length >= leastNights)
    .map(({ points }) => {
      const values = points.map(({ gate }) => gate.observed);
      const multiples = asMultiples(values);
      return noise(spreadOf(values), (seed) => drawnNights(seed, multiples));
    })
    .sort((a, b) => a.spread - b.spread);
}

/** The same of nights made of so many runs each, drawn from all runs of the gate: what nights of that many would be on hours like those. */
export function noiseOfRuns(trends: readonly Trend[], runsPerNight: number): readonly OwnNoise[] {
  return still(trends)
    .map(({ points }) => points.flatMap(({ runs }) => runs))
    .filter((runs) => runs.length >= leastRuns)
    .map((runs) => {
      const multiples = asMultiples(runs);
      const nights = (seed: number): Nights => {
        const run = drawnNights(seed, multiples);
        return () => midmean(Array.from({ length: runsPerNight }, run));
      };
      return noise(spreadOf(Array.from({ length: nightsForSpread }, nights(1))), nights);
    })
    .sort((a, b) => a.spread - b.spread);
}

function still(trends: readonly Trend[]): readonly Trend[] {
  return trends.filter(({ points, changes }) => {
    const values = points.flatMap(({ runs }) => runs);
    return changes.length === 0 && values.every((value) => value > 0) && new Set(values).size > 1;
  });
}

function noise(spread: number, nights: OwnNoise["nights"]): OwnNoise {
  return { spread, step: stepAt(spread), nights };
}

function asMultiples(values: readonly number[]): readonly number[] {
  const usual = median(values);
  return values.map((value) => value / usual);
}
