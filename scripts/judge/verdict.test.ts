/** The verdict: which finding beats which, and that each way of proving nothing is called INVALID. */
import { describe, expect, test } from "vitest";
import { canary, evidenceOf, operationsWith, operationsWithout, row, summaryOf } from "./sample-run.ts";
import { type Evidence, judge } from "./verdict.ts";

const missed = summaryOf({
  operations: operationsWith(row("search.query", 1000, 20)),
  thresholds: summaryOf().thresholds.map((entry) => ({ ...entry, ok: !entry.expression.startsWith("rate") })),
});

function said(changes: Partial<Evidence>): readonly [string, number, string] {
  const { verdict, exitCode, reasons } = judge(evidenceOf(changes));
  return [verdict, exitCode, reasons.join("\n")];
}

describe("a run", () => {
  test("passes when every gate is met", () => {
    expect(said({})).toEqual(["PASS", 0, "4 of 4 gates met"]);
  });

  test("fails when it is valid and a gate is missed", () => {
    expect(said({ summary: missed, k6ExitCode: 99 })).toEqual([
      "FAIL",
      99,
      "search.query@external/steady/errorRate (T-2): 2.00 %, limit 1.00 %\nsearch.*@external/all/errorRate (R3): 2.00 %, limit 1.00 %",
    ]);
  });

  test("is invalid when a gate is missed and something else proves nothing", () => {
    const [verdict, exitCode, reasons] = said({ summary: missed, k6ExitCode: 99, k6Errors: ["it broke"] });
    expect([verdict, exitCode]).toEqual(["INVALID", 3]);
    expect(reasons).toMatch(/^k6 reported: it broke\nsearch\.query/);
  });

  test("fails when a target died, whatever else is wrong", () => {
    const death = "registry died under load (signal SIGKILL)";
    expect(said({ deaths: [death], k6Errors: ["it broke"] })).toEqual(["FAIL", 99, death]);
    expect(said({ deaths: [death], summary: undefined, k6ExitCode: null })).toEqual([
      "FAIL",
      99,
      `${death}\nk6 ended with a signal\nk6 left no summary`,
    ]);
  });

  test("that was interrupted is invalid with exit code 130, even if a target died", () => {
    const reason = "interrupted: the run did not come to its end";
    expect(said({ isInterrupted: true })).toEqual(["INVALID", 130, reason]);
    expect(said({ isInterrupted: true, deaths: ["registry died"] })).toEqual(["INVALID", 130, reason]);
  });
});

describe("a run proves nothing when", () => {
  const cases: readonly (readonly [string, Partial<Evidence>, RegExp])[] = [
    ["k6 left no summary", { summary: undefined }, /^k6 left no summary$/],
    ["k6 was killed", { k6ExitCode: null }, /^k6 ended with a signal$/],
    ["k6 ended in another way than it should", { k6ExitCode: 107 }, /^k6 ended with exit code 107$/],
    ["k6's exit code and its thresholds differ", { k6ExitCode: 99 }, /exit code 99 and its thresholds disagree/],
    ["k6 reported errors", { k6Errors: ["one", "two"] }, /^k6 reported: one \(and 1 more\)$/],
    [
      "an iteration threw",
      { summary: summaryOf({ iterations: summaryOf().iterations.map((entry) => ({ ...entry, threw: 1 })) }) },
      /^2 iterations threw$/,
    ],
    [
      "a threshold saw no sample",
      { summary: summaryOf({ operations: operationsWithout("search.query") }) },
      /search\.query@external\/steady\/p95: no sample/,
    ],
    ["k6 did not judge a threshold", { summary: summaryOf({ thresholds: [] }) }, /k6 did not judge search_query\{/],
    [
      "k6 judged a threshold otherwise",
      {
        summary: summaryOf({ thresholds: summaryOf().thresholds.map((entry) => ({ ...entry, ok: false })) }),
        k6ExitCode: 99,
      },
      /k6 says missed, the judge says the opposite of search_query\{/,
    ],
    ["the canary never spoke", { summary: summaryOf({ lateness: [] }) }, /canary never spoke in steady/],
    [
      "the canary spoke in the warm-up only",
      { summary: summaryOf({ lateness: canary(1, "warmup") }) },
      /canary never spoke in steady/,
    ],
  ];
  for (const [name, changes, reason] of cases) {
    test(name, () => {
      const [verdict, exitCode, reasons] = said(changes);
      expect([verdict, exitCode]).toEqual(["INVALID", 3]);
      expect(reasons).toMatch(reason);
    });
  }
});
