/** Change points: found where they are, not where they are not, and with the p-values of others. */
import { describe, expect, it } from "vitest";
import { lastingChanges } from "./alarms.ts";
import { changePoints } from "./change-points.ts";
import { tTest } from "./student-t.ts";
import { falseAlarms, isStepFound, madeUpNights } from "./synthetic.ts";

/** Ten nights around a level, without chance. */
const nights = (level: number): number[] =>
  [1, 0.99, 1.01, 1, 1.02, 0.98, 1, 1.01, 0.99, 1].map((share) => level * share);
const indexes = (series: readonly number[]): readonly number[] => lastingChanges(series).map(({ index }) => index);

describe("change points", () => {
  it("p-values are those of scipy's ttest_ind_from_stats with the spread of a population", () => {
    expect(tTest([1, 2, 3, 4, 5.5], [3, 4, 6, 8])).toBeCloseTo(0.10547505911515005, 12);
    expect(tTest([1, 2], [1.5, 9, 3, 2, 2, 2, 4])).toBeCloseTo(0.3391772866008753, 12);
    expect(tTest([10, 10.1, 10.2, 9.9], [11, 11.2, 11.1, 10.9, 11, 11.05])).toBeCloseTo(3.343731505931246e-7, 15);
  });

  it("each of two changes is found at its first night, with the means of both sides", () => {
    const found = changePoints([...nights(10), ...nights(12), ...nights(15)]);
    expect(found.map(({ index }) => index)).toEqual([10, 20]);
    expect(found[0]?.before).toBeCloseTo(10);
    expect(found[0]?.after).toBeCloseTo(12);
  });

  it("finds changes beyond the first window", () => {
    const series = [...Array.from({ length: 8 }, () => nights(10)).flat(), ...nights(11)];
    expect(changePoints(series).map(({ index }) => index)).toEqual([80]);
  });

  it("what never changes, is empty or is one night has none", () => {
    for (const series of [[], [3], [0, 0, 0, 0, 0, 0], nights(5)]) expect(changePoints(series)).toEqual([]);
  });

  it("one bad night is no alarm, and hides none", () => {
    expect(indexes([...nights(10), 25, ...nights(10)])).toEqual([]);
    expect(indexes([...nights(10), 25])).toEqual([]);
    expect(indexes([...nights(10), 25, ...nights(10), ...nights(11)])).toEqual([21]);
  });

  it("a few bad nights in a row are no alarm once they are over, and hide none", () => {
    const bad = [15, 14, 15.5, 14.5];
    expect(indexes([...nights(10), ...bad, ...nights(10)])).toEqual([]);
    expect(indexes([...nights(10), ...bad, ...nights(10), ...nights(12)])).toEqual([24]);
    expect(indexes([...nights(10), ...bad])).toEqual([10]); // nobody can know yet
  });

  it("a slow drift is found", () => {
    const drift = Array.from({ length: 40 }, (_, night) => 10 * 1.01 ** night * (1 + 0.01 * Math.sin(night * 7)));
    expect(indexes(drift)).not.toEqual([]);
  });

  it("REP-12: a step of a tenth is found within 5 nights in nine of ten histories, false alarms stay below 1 in 100 nights", () => {
    const nature = { noise: 0.02, badNights: 0.05 };
    const seeds = Array.from({ length: 40 }, (_, index) => index + 1);
    expect(seeds.filter((seed) => isStepFound(madeUpNights(seed, nature))).length).toBeGreaterThanOrEqual(36);
    const alarms = seeds.slice(0, 10).map((seed) => falseAlarms(madeUpNights(seed, nature), 60));
    expect(alarms.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(6); // of 600 nights
  });
});
