/** Rows, their proofs and the list of expected failures fit together: nothing names what is not there. */
import { expect, it } from "vitest";
import { loadThresholds } from "../judge/thresholds.ts";
import { expectedFailures, notAsked } from "./expected-failures.ts";
import { proofsIn, testProofs, thresholdProofs } from "./proofs.ts";
import { rowListText } from "./row-list.ts";
import { rows } from "./rows.ts";

it("whatever names a row of the registry names one there is", async () => {
  const named = [...thresholdProofs(await loadThresholds()), ...testProofs()].map(({ row }) => row);
  const known = rows.map(({ id }) => id);
  expect(named.filter((id) => id.startsWith("REG-") && !known.includes(id))).toEqual([]);
});

it("a listed failure is one of a test there is", () => {
  const asked = testProofs().map(({ row, says }) => `${row} ${says}`);
  const listed = [...expectedFailures, ...notAsked].map(({ row, assertion }) => `${row} ${assertion}`);
  expect(listed.filter((each) => !asked.includes(each))).toEqual([]);
});

it("finds titles of every form, and no others", () => {
  const code = `
row(
  "ROW-02",
  "starts again",
  async () => {},
);
it("ROW-03: serves", () => {});
  row("ROW-04", "goes on", async () => {});
// ROW-05 is only spoken of
it("says ROW-06 and ROW-07", () => {});
const other = "ROW-08";`;
  expect(proofsIn("a.test.ts", code).map(({ row, says }) => `${row} ${says}`)).toEqual([
    "ROW-02 starts again",
    "ROW-03 serves",
    "ROW-04 goes on",
    "ROW-06 says ROW-06 and ROW-07",
    "ROW-07 says ROW-06 and ROW-07",
  ]);
});

it("says of a row that nobody proves that it is not proven", () => {
  const chosen = [
    { id: "X-01", about: "one" },
    { id: "X-02", about: "two" },
  ];
  const proofs = [{ row: "X-01", file: "a.test.ts", says: "it holds" }];
  expect(rowListText(chosen, proofs, new Map([["X-01", "met"]]))).toBe(
    [
      "X-01  one",
      "        a.test.ts: it holds",
      "        last run: met",
      "X-02  two",
      "        not proven",
      "1 of 2 rows are named by a threshold or a test",
    ].join("\n"),
  );
});
