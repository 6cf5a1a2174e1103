/** Tests that are titled as trips are found by their titles, wherever they are. */
import { expect, it } from "vitest";
import { testProofs } from "../report/proofs.ts";
import { findTripTests } from "./trip-tests.ts";

it("finds titles of trips, each once, and those of a part of them", () => {
  const all = findTripTests("");
  expect(all.map(({ title }) => title)).toEqual([...new Set(all.map(({ title }) => title))]);
  expect(all).toContainEqual({
    file: "scripts/e2e/codebase-recovery.e2e.test.ts",
    title: expect.stringMatching(/^SRCH-13's trip: /),
  });
  expect(findTripTests("SRCH-13's").map(({ title }) => title)).toEqual([expect.stringMatching(/^SRCH-13's trip: /)]);
  expect(findTripTests("no such thing")).toEqual([]);
  expect(findTripTests("", "SRCH-13").map(({ title }) => title)).toEqual([expect.stringMatching(/^SRCH-13's trip: /)]);
  expect(findTripTests("", "REG").length).toBeLessThan(all.length);
});

it("WF-10: every row of search that is asked of the workflow server as well has a trip there", () => {
  const rowsOf = (isTrip: boolean): readonly string[] => {
    const own = testProofs().filter(
      ({ file, says }) => file.includes("/observed.") && says.includes("'s trip: ") === isTrip,
    );
    return [...new Set(own.map(({ row }) => row))].sort();
  };
  expect(rowsOf(true)).toEqual(rowsOf(false));
});
