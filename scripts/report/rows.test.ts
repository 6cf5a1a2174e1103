/** Rows, their proofs and the list of expected failures fit together: nothing names what is not there. */
import { expect, it } from "vitest";
import { loadPairThresholds, loadResourceThresholds } from "../judge/thresholds.ts";
import { expectedFailures, notAsked } from "./expected-failures.ts";
import { limitProofs, proofsIn, resourceProofs, testProofs, tripProofs } from "./proofs.ts";
import { rowListText } from "./row-list.ts";
import { testsOfRows } from "./row-tests.ts";
import { rows } from "./rows.ts";

it("whatever names a row names one there is", async () => {
  const named = [...(await limitProofs()), ...testProofs(), ...(await tripProofs())].map(({ row }) => row);
  const known = rows.map(({ id }) => id);
  const isOfListed = (id: string) => known.some((each) => each.startsWith(id.slice(0, id.indexOf("-") + 1)));
  expect(named.filter((id) => isOfListed(id) && !known.includes(id))).toEqual([]);
});

it("REP-19: every row is named by a threshold or a test, but those that say why not, which are named by none", async () => {
  const named = new Set([...(await limitProofs()), ...testProofs()].map(({ row }) => row));
  const unnamed = rows.filter(({ id }) => !named.has(id)).map(({ id }) => id);
  expect(unnamed).toEqual(rows.filter(({ notProven }) => notProven !== undefined).map(({ id }) => id));
});

it("every row of registry, search and workflow has a trip: one of make prove, or a test that says so", async () => {
  const ofTests = testProofs().filter(({ says }) => says.includes("'s trip: "));
  const tripped = new Set([...(await tripProofs()), ...ofTests].map(({ row }) => row));
  const known = rows.map(({ id }) => id).filter((id) => /^(REG|SRCH|WF)-/.test(id));
  expect(known.filter((id) => !tripped.has(id))).toEqual([]);
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
const other = "ROW-08";
it.skipIf(isAway("x"))("ROW-09: holds where it can", () => {});`;
  expect(proofsIn("a.test.ts", code).map(({ row, says }) => `${row} ${says}`)).toEqual([
    "ROW-02 starts again",
    "ROW-03 serves",
    "ROW-04 goes on",
    "ROW-06 says ROW-06 and ROW-07",
    "ROW-07 says ROW-06 and ROW-07",
    "ROW-09 holds where it can",
  ]);
});

it("finds limits on processes, with the profile that asks for them and who misses them", async () => {
  const says = resourceProofs(await loadResourceThresholds()).map(({ row, says }) => `${row} ${says}`);
  expect(says).toContain("REG-15 registry: RSS growth at most 1.00 MiB/min with PROFILE=steady-rss");
  expect(says).toContainEqual(
    expect.stringMatching(/^REG-13 .* with PROFILE=idle-10; mcp-mesh misses it, as listed: /),
  );
});

it("a row that only some runs measure is one of a comparison", async () => {
  const compared = (await loadPairThresholds()).map(({ requirement }) => requirement);
  expect(rows.filter(({ notMeasured }) => notMeasured !== undefined).map(({ id }) => id)).toEqual(compared);
});

it("says of a row that nobody proves that it is not proven, and of one that no run had a result of that it is not measured", () => {
  const chosen = [
    { id: "X-01", about: "one" },
    { id: "X-02", about: "two", notProven: "nobody asked" },
    { id: "X-03", about: "three", notMeasured: "not measured: nobody has a third" },
    { id: "X-04", about: "four", notMeasured: "not measured: nobody has a fourth" },
  ];
  const proofs = ["X-01", "X-03", "X-04"].map((row) => ({ row, file: "a.test.ts", says: "it holds" }));
  const last = new Map([
    ["X-01", ["last run: met"]],
    ["X-03", ["last run: met", "last test: 1 passed"]],
    ["X-04", ["last test: 2 passed"]],
  ]);
  expect(rowListText(chosen, proofs, last)).toBe(
    [
      "X-01  one",
      "        a.test.ts: it holds",
      "        last run: met",
      "X-02  two",
      "        not proven: nobody asked",
      "X-03  three",
      "        a.test.ts: it holds",
      "        last run: met",
      "        last test: 1 passed",
      "X-04  four",
      "        a.test.ts: it holds",
      "        last test: 2 passed",
      "        not measured: nobody has a fourth",
      "3 of 4 rows are named by a threshold or a test",
    ].join("\n"),
  );
});

it("finds the tests of one row, and refuses a row that is none or that no test is about", () => {
  const { files, titles } = testsOfRows("REG-21");
  expect(files).toEqual(["scripts/e2e/rows/relay.alone.e2e.test.ts"]);
  expect("REG-21 on mcp-mesh: a relayed call is answered as a direct one").toMatch(new RegExp(titles));
  expect("REG-20 on mcp-mesh: that is frozen").not.toMatch(new RegExp(titles));
  expect(() => testsOfRows("REG-99")).toThrow('no row begins with "REG-99"');
  expect(() => testsOfRows("REG-13")).toThrow("no test is about REG-13");
});
