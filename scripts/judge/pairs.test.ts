/** A target beside an older one: the ratio's bound decides, and only where the generator could not have made it. */
import { describe, expect, it } from "vitest";
import type { PairThreshold } from "#contract/resource-threshold";
import { judgePairs, type Pair, type Side, topRate } from "./pairs.ts";
import { canary, row, summaryOf } from "./sample-run.ts";

const tenTimes: PairThreshold = {
  requirement: "T-1",
  role: "registry",
  metric: "olderTopRate",
  limit: 0.1,
  scenario: "registry-rush",
  profile: "top-rate",
  pairs: 5,
};

const known = (value: number, late?: string): Side =>
  late === undefined ? { isKnown: true, value } : { isKnown: true, value, late };

function pairsOf(own: readonly number[], older: number): readonly Pair[] {
  return own.map((value) => ({ own: known(value), older: known(older) }));
}

describe("pairs of runs", () => {
  it("meet the limit when even the upper end of the interval does", () => {
    expect(judgePairs(tenTimes, "new", pairsOf([1190, 1200, 1210, 1200, 1195], 100))).toMatchObject({
      id: "resource.pairs@new/pairs/olderTopRate",
      requirement: "T-1",
      samples: 5,
      ok: true,
    });
  });

  it("miss it when the mean is within the limit and the interval is not", () => {
    const { observed, ok } = judgePairs(tenTimes, "new", pairsOf([800, 1600, 900, 1500, 1100], 100));
    expect(ok).toBe(false);
    expect(observed).toBeGreaterThan(0.1);
    expect(observed).toBeLessThan(0.13); // geometric mean 0.0877, times e to the 2.776 standard errors of 0.134
  });

  it("miss it when a target is compared with itself", () => {
    expect(judgePairs(tenTimes, "same", pairsOf([100, 100, 100, 100, 100], 100))).toMatchObject({
      ok: false,
      observed: 1,
    });
  });

  it("compare memory the other way round, and one pair by itself", () => {
    const half = { ...tenTimes, metric: "rssOfOlder", limit: 0.5 } as const;
    expect(judgePairs(half, "new", pairsOf([40], 100))).toMatchObject({ ok: true, observed: 0.4, samples: 1 });
    expect(judgePairs(half, "new", pairsOf([60], 100))).toMatchObject({ ok: false, observed: 0.6 });
  });

  it("are undecided where a late generator could have made the difference, and only there", () => {
    const fast = [{ own: known(2000), older: known(100, "canary late") }];
    expect(judgePairs(tenTimes, "new", fast).undecided).toBe("generator-limited: canary late");
    expect(judgePairs(tenTimes, "new", [{ own: known(2000, "late"), older: known(100) }])).not.toHaveProperty(
      "undecided",
    );
    expect(judgePairs(tenTimes, "new", [{ own: known(500, "late"), older: known(100) }]).undecided).toMatch(/late/);
  });

  it("are undecided without a figure", () => {
    const nothing: Side = { isKnown: false, why: "nothing was measured" };
    expect(judgePairs(tenTimes, "new", [{ own: known(2000), older: nothing }])).toMatchObject({
      ok: false,
      observed: null,
      undecided: "nothing was measured",
    });
  });
});

describe("the top rate", () => {
  const phases = ["users-2", "users-4", "users-8"].map((name, index) => ({
    name,
    startMs: index * 1000,
    endMs: (index + 1) * 1000,
    isJudged: true,
    exempt: [],
  }));
  const stepsOf = (...steps: readonly (readonly [count: number, failed: number, ms: number])[]) =>
    summaryOf({
      phases,
      lateness: canary(1, ...phases.map(({ name }) => name)),
      operations: steps.flatMap(([count, failed, ms], index) => [
        row("registry.heartbeat", count, failed, phases[index]?.name, ms),
        row("registry.resolve", count, 0, phases[index]?.name, ms),
        row("registry.register", 1, 0, phases[index]?.name, 500),
      ]),
    });

  it("is that of the best step that is quick and without an error", () => {
    expect(topRate(stepsOf([300, 0, 5], [500, 0, 20], [900, 0, 101]))).toEqual({ isKnown: true, value: 1000 });
    expect(topRate(stepsOf([300, 0, 5], [500, 1, 20], [400, 0, 99]))).toEqual({ isKnown: true, value: 800 });
  });

  it("is not known where no step is", () => {
    expect(topRate(stepsOf([300, 0, 100], [500, 1, 20])).isKnown).toBe(false);
  });
});
