/** What the host takes is told of each phase, from counters that only grow. */
import { describe, expect, it } from "vitest";
import type { Phase } from "#contract/plan";
import { type StolenSample, stolenIn, watchStolen } from "./stolen.ts";

const phases = [
  { name: "warmup", startMs: 0, endMs: 2000 },
  { name: "steady", startMs: 2000, endMs: 5000 },
].map((phase): Phase => ({ ...phase, isJudged: true, exempt: [] }));

/** Two cores, 200 ticks a second, of which the host takes so many in each second. */
function samplesOf(...stolenEachSecond: readonly number[]): readonly StolenSample[] {
  let stolenTicks = 5000;
  return [0, ...stolenEachSecond].map((stolen, second) => {
    stolenTicks += stolen;
    return { atMs: 1_000_000 + second * 1000, stolenTicks, allTicks: 90_000 + second * 200 };
  });
}

describe("stolen cores", () => {
  it("are those of the phase in which they were taken", () => {
    expect(stolenIn(samplesOf(0, 0, 40, 10, 10, 100), phases, 1_000_000)).toEqual([
      { phase: "warmup", share: 0 },
      { phase: "steady", share: 0.1 },
    ]);
  });

  it("are those of the samples around a phase when none is at its edge", () => {
    expect(stolenIn(samplesOf(0, 0, 30, 30, 30, 30), phases, 1_000_500)[1]?.share).toBe(120 / 800);
  });

  it("are told of no phase that has no two samples", () => {
    expect(stolenIn(samplesOf(), phases, 1_000_000)).toEqual([]);
  });

  it.skipIf(process.platform !== "linux")("are read of this machine", () => {
    const told = watchStolen().end(phases, Date.now());
    for (const { share } of told ?? []) expect(share).toBeLessThanOrEqual(1);
    expect(told).toBeDefined();
  });
});
