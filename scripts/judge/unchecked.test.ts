/** A pointer that finds nothing proves nothing; one that found something once is no excuse. */
import { expect, test } from "vitest";
import type { PlannedSystem } from "#contract/plan";
import type { OperationSummary } from "#contract/summary";
import { evidenceOf, operationsWith, row, summaryOf } from "./sample-run.ts";
import { judge } from "./verdict.ts";

const template = { method: "GET", path: "/find?q={query}", hits: "/hits", text: "/text" } as const;
const systems: readonly PlannedSystem[] = evidenceOf().systems.map((system) =>
  system.role === "search" ? { ...system, dialect: "http-json", template } : system,
);

function said(query: OperationSummary, unchecked: number): readonly [string, number, string] {
  const summary = summaryOf({
    operations: operationsWith(query),
    unchecked,
    thresholds: summaryOf().thresholds.map((entry) => ({ ...entry, ok: !entry.expression.startsWith("rate") })),
  });
  const { verdict, exitCode, reasons } = judge(evidenceOf({ summary, systems, k6ExitCode: 99 }));
  return [verdict, exitCode, reasons.join("\n")];
}

const failed = (count: number, kinds: Partial<OperationSummary["errors"]>): OperationSummary => {
  const query = row("search.query", count, count);
  return { ...query, errors: { ...query.errors, application: 0, ...kinds } };
};

test("a run is invalid when no answer had anything where the pointers say", () => {
  const [verdict, exitCode, reasons] = said(failed(100, { protocol: 90, http: 10 }), 90);
  expect([verdict, exitCode]).toEqual(["INVALID", 3]);
  expect(reasons).toMatch(
    /^no content was checked: none of 90 answers of external had anything where SEARCH_HITS=\/hits and SEARCH_TEXT=\/text point/,
  );
});

test("a run fails when some answers could be looked into, right or wrong", () => {
  expect(said(failed(100, { protocol: 90, application: 10 }), 90).slice(0, 2)).toEqual(["FAIL", 99]);
  const some = row("search.query", 100, 90);
  expect(said({ ...some, errors: { ...some.errors, application: 0, protocol: 90 } }, 90)[2]).not.toContain(
    "no content",
  );
});

test("a run fails when its answers were malformed in another way", () => {
  expect(said(failed(100, { protocol: 100 }), 0)[2]).not.toContain("no content");
});
