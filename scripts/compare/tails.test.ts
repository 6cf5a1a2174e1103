/** Tails are those of the printed tables. */
import { expect, it } from "vitest";
import { expandedTail, normalTail, studentQuantile } from "./tails.ts";

it("Student's t is that of the tables (NIST/SEMATECH e-Handbook, 1.3.6.7.2)", () => {
  expect(studentQuantile(0.025, 9)).toBeCloseTo(2.262, 3);
  expect(studentQuantile(0.005, 4)).toBeCloseTo(4.604, 3);
  expect(studentQuantile(0.001, 19)).toBeCloseTo(3.579, 3);
});

it("so is the normal distribution", () => {
  expect(normalTail(1.959964)).toBeCloseTo(0.025, 6);
  expect(normalTail(3.090232)).toBeCloseTo(0.001, 6);
});

it("few values move the ends of an interval outwards, many hardly do", () => {
  expect(expandedTail(0.05, 5)).toBeLessThan(0.002);
  expect(expandedTail(0.05, 1000)).toBeCloseTo(0.025, 3);
});
