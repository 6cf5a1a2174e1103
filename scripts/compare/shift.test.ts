/** How far two distributions are apart comes out as it is put in. */
import { expect, it } from "vitest";
import { gridPercents } from "#contract/quantiles";
import type { Latency } from "#contract/summary";
import { flat } from "../judge/sample-run.ts";
import { shiftOf } from "./shift.ts";

/** Even from `from` to `to`. */
function even(from: number, to: number): Latency {
  const quantiles = gridPercents.map((percent) => from + ((to - from) * percent) / 100);
  return { count: 1000, min: from, mean: (from + to) / 2, max: to, quantiles };
}

it("is nothing between a distribution and itself", () => {
  expect(shiftOf(even(10, 20), even(10, 20))).toMatchObject({ superiority: 0.5, cliffsDelta: 0, size: "negligible" });
  expect(shiftOf(flat(10, 5), flat(10, 5))).toEqual({
    superiority: 0.5,
    cliffsDelta: 0,
    size: "negligible",
    typicalMs: 0,
  });
});

it("is whole between distributions that do not touch", () => {
  expect(shiftOf(even(10, 20), even(30, 40))).toMatchObject({ superiority: 1, cliffsDelta: 1, size: "large" });
  expect(shiftOf(even(10, 20), even(30, 40)).typicalMs).toBeCloseTo(20, 6);
});

it("is what arithmetic says where they overlap by half", () => {
  // of two even distributions of width 10, one moved by 5: P(head > base) = 1 − 0.5² / 2
  const { superiority, cliffsDelta, typicalMs, size } = shiftOf(even(10, 20), even(15, 25));
  expect(superiority).toBeCloseTo(0.875, 3);
  expect(cliffsDelta).toBeCloseTo(0.75, 2);
  expect(typicalMs).toBeCloseTo(5, 6);
  expect(size).toBe("large");
});

it("turns its sign with the sides", () => {
  const [there, back] = [shiftOf(even(10, 20), even(11, 21)), shiftOf(even(11, 21), even(10, 20))];
  expect(back.cliffsDelta).toBeCloseTo(-there.cliffsDelta, 6);
  expect(there.size).toBe("small");
});
