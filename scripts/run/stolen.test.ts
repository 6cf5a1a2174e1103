/** What the host takes is told of each phase, from counters that only grow. */
import { cpus } from "node:os";
import { describe, expect, it } from "vitest";
import type { Phase } from "#contract/plan";
import { type StolenSample, stolenIn, stolenNow } from "./stolen.ts";

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

  it("are none when the counter begins anew", () => {
    expect(stolenIn(samplesOf(0, 0, -4000, 0, 0), phases, 1_000_000)[1]?.share).toBe(0);
  });

  it.skipIf(process.platform !== "linux")("are counted beside all the time that this machine's cores had", () => {
    const now = stolenNow();
    const coresMs = cpus().reduce((sum, { times }) => sum + Object.values(times).reduce((all, each) => all + each), 0);
    const tickMs = 10; // USER_HZ is 100 on every system that k6 runs on
    const ratio = ((now?.allTicks ?? 0) * tickMs) / coresMs; // Node leaves out what waited for disks and what was stolen
    expect(ratio).toBeGreaterThan(0.99);
    expect(ratio).toBeLessThan(2);
    expect(now?.stolenTicks).toBeLessThan((now?.allTicks ?? 0) / 2);
  });
});
