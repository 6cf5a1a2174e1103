/** A target beside an older one: the ratio's bound decides, and only where the generator could not have made it. */

import { describe, expect, it } from "vitest";
import { profileNamed } from "#contract/profiles";
import type { PairThreshold } from "#contract/resource-threshold";
import { uncalibrated } from "./calibration.ts";
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

const known = (value: number, atMost?: number): Side =>
  atMost === undefined ? { isKnown: true, value } : { isKnown: true, value, late: { why: "canary late", atMost } };

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

  it("are undecided where a quicker generator could have made the difference, and only there", () => {
    const judged = (own: Side, older: Side) => judgePairs(tenTimes, "new", [{ own, older }]);
    expect(judged(known(2000), known(100, 300)).undecided).toMatch(/^generator-limited: up to 0.150 .*canary late/);
    expect(judged(known(2000), known(100, 150))).not.toHaveProperty("undecided");
    expect(judged(known(2000, 9000), known(100))).not.toHaveProperty("undecided");
    expect(judged(known(500, 1500), known(100)).undecided).toMatch(/^generator-limited: up to 0.067/);
    expect(judged(known(500, 900), known(100))).not.toHaveProperty("undecided");
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

type Step = readonly [count: number, failed: number, ms: number];

describe("the top rate", () => {
  const profile = profileNamed("top-rate");
  const phases = ["users-2", "users-4", "users-8"].map((name, index) => ({
    name,
    startMs: index * 1000,
    endMs: (index + 1) * 1000,
    isJudged: true,
    exempt: [],
  }));
  const stepsOf = (...steps: readonly Step[]) =>
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
    const rate = (...steps: readonly Step[]): Side => topRate(stepsOf(...steps), profile, uncalibrated);
    expect(rate([300, 0, 5], [500, 0, 20], [900, 0, 101])).toEqual({ isKnown: true, value: 1000 });
    expect(rate([300, 0, 5], [500, 1, 20], [400, 0, 99])).toEqual({ isKnown: true, value: 800 });
  });

  it("could have been no more than users who each wait for the quickest answer again and again", () => {
    const summary = { ...stepsOf([300, 0, 1]), lateness: canary(20, "users-2") };
    expect(topRate(summary, profile, uncalibrated)).toMatchObject({
      value: 600,
      late: { atMost: 2000, why: expect.any(String) },
    });
  });

  it("is not known where no step is", () => {
    expect(topRate(stepsOf([300, 0, 100], [500, 1, 20]), profile, uncalibrated).isKnown).toBe(false);
  });
});
