/** aggregate.json adds up to what the summary holds, failures among it. */
import { expect, it } from "vitest";
import { sampleRun } from "../recorded-sample.ts";
import { sampleSummary } from "../sample-folder.ts";
import { type Aggregate, reporter } from "./aggregate.ts";

it("REP-03: its sums are those of the summary, failures counted, and users are a number", () => {
  const summary = sampleSummary();
  const aggregate = JSON.parse(reporter.write(sampleRun({}, summary))) as Aggregate;
  const sum = (pick: (row: (typeof summary.operations)[number]) => number): number =>
    summary.operations.reduce((total, row) => total + pick(row), 0);
  const succeeded = sum(({ latency }) => latency?.count ?? 0);
  expect(aggregate.requests).toEqual({
    total: sum(({ count }) => count),
    ok: succeeded,
    failed: sum(({ failed }) => failed),
  });
  expect(aggregate.requests?.failed).toBeGreaterThan(0);
  expect(aggregate.users).toBe(summary.maxVus);
  expect(aggregate.rows).toHaveLength(summary.operations.length);
  expect(aggregate.rows[0]?.latencyMs).toEqual({ p10: 10, p25: 10, p50: 10, p75: 10, p90: 10, p95: 10, p99: 10 });
  expect(aggregate.rows.at(-1)?.latencyMs).toBeNull();
});

it("says of a run without numbers that there are none", () => {
  const run = { ...sampleRun(), summary: undefined };
  expect(JSON.parse(reporter.write(run))).toMatchObject({ users: null, requests: null, rows: [] });
});
