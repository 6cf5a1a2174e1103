/** Nights drawn from a machine's own runs wander as its runs do, the less the more of them a night makes. */
import { describe, expect, it } from "vitest";
import { noiseOfNights, noiseOfRuns } from "./own-noise.ts";
import { sampleHistory, sampleRecord } from "./sample-history.ts";
import { spreadOf } from "./smallest-step.ts";
import { madeUpNights } from "./synthetic.ts";
import { type Trend, trendsOf } from "./trends.ts";

const noise = 0.12;

/** All in one night. */
function runsOfANight(count: number): readonly Trend[] {
  const next = madeUpNights(7, { noise, badNights: 0 });
  return trendsOf(Array.from({ length: count }, () => sampleRecord(0, {}, next())));
}

describe("own noise", () => {
  it("of nights of many runs is that of the runs by about the root of how many they are", () => {
    const [one] = noiseOfRuns(runsOfANight(200), 1);
    const [nine] = noiseOfRuns(runsOfANight(200), 9);
    expect(one?.spread).toBeGreaterThan(0.09);
    expect((one?.spread ?? 0) / (nine?.spread ?? 1)).toBeGreaterThan(2.2);
    expect((one?.spread ?? 0) / (nine?.spread ?? 1)).toBeLessThan(3.5);
    const nights = Array.from({ length: 300 }, nine?.nights(3) ?? Number);
    expect(spreadOf(nights) / (nine?.spread ?? 1)).toBeCloseTo(1, 0);
    expect(nine?.step).toBeLessThan(one?.step ?? 0);
  });

  it("is not known of few runs or nights, nor of what has changed", () => {
    expect(noiseOfRuns(runsOfANight(29), 9)).toEqual([]);
    expect(noiseOfNights(runsOfANight(29))).toEqual([]);
    expect(noiseOfNights(trendsOf(sampleHistory()))).toEqual([]);
    expect(noiseOfNights(trendsOf(sampleHistory().slice(0, 10)))).toHaveLength(1);
  });
});
