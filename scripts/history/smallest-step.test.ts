/** The least step that a trend can show is one that its change points do show. */
import { describe, expect, it } from "vitest";
import { sampleHistory, sampleRecord } from "./sample-history.ts";
import { smallestStep } from "./smallest-step.ts";
import { isStepFound, madeUpNights, nightsBefore } from "./synthetic.ts";
import { type Trend, trendsOf } from "./trends.ts";

const histories = 200;

function trendOfNights(observed: readonly number[]): Trend {
  const [trend] = trendsOf(observed.map((value, day) => sampleRecord(day, {}, value)));
  if (trend === undefined) throw new Error("no trend of these nights");
  return trend;
}

/** In nights of this noise the median of what trends say they can show, and how often such a step is found. */
function asked(noise: number): { readonly step: number; readonly found: (share: number) => number } {
  const seeds = Array.from({ length: histories }, (_, index) => index + 1);
  const steps = seeds.flatMap((seed) => {
    const next = madeUpNights(seed, { noise, badNights: 0 });
    return smallestStep(trendOfNights(Array.from({ length: nightsBefore }, next))) ?? [];
  });
  const step = steps.toSorted((a, b) => a - b)[steps.length >> 1] ?? Number.NaN;
  const found = (share: number): number =>
    seeds.filter((seed) => isStepFound(madeUpNights(seed, { noise, badNights: 0 }), share)).length / histories;
  return { step, found };
}

describe("the least step of a trend", () => {
  it.each([0.03, 0.06, 0.12])("at noise %d is found in most histories, and half of it in few", (noise) => {
    const { step, found } = asked(noise);
    expect(found(step)).toBeGreaterThan(0.85);
    expect(found(step / 2)).toBeLessThan(0.5);
  });

  it("is not known of a trend of few nights, nor of few since its last change", () => {
    expect(smallestStep(trendOfNights(Array.from({ length: 9 }, (_, day) => 10 + (day % 3))))).toBeUndefined();
    const trend = trendsOf(sampleHistory().slice(0, 16))[0];
    expect(trend?.changes).toHaveLength(1);
    expect(trend && smallestStep(trend)).toBeUndefined();
  });

  it("is what is told at all where nothing wanders", () => {
    expect(smallestStep(trendOfNights(Array.from({ length: 20 }, () => 10)))).toBe(0.05);
  });
});
