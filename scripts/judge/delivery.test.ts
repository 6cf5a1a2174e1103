/** Delivery: iterations that k6 forgets are failures, and whose they are is the generator's lateness to say. */

import { expect, test } from "vitest";
import { profileNamed } from "#contract/profiles";
import type { IterationSummary, RunSummary } from "#contract/summary";
import type { Gate } from "#contract/verdict";
import { uncalibrated } from "./calibration.ts";
import { describeLoss, judgeDelivery, undelivered } from "./delivery.ts";
import { judgeGenerator } from "./generator.ts";
import { canary, operationsWith, row, summaryOf, systems } from "./sample-run.ts";

const [search] = systems;
const well = canary(1, "steady");
const late = canary(9, "steady");

function withIterations(changes: Partial<IterationSummary>, more: Partial<RunSummary> = {}): RunSummary {
  const iterations = summaryOf().iterations.map((entry) =>
    entry.scenario === "search-external" ? { ...entry, ...changes } : entry,
  );
  return summaryOf({ iterations, ...more });
}

function searchGate(summary: RunSummary): Gate | undefined {
  return judgeDelivery(summary, systems, judgeGenerator(summary, uncalibrated))[0];
}

test("all delivered and answered is met", () => {
  expect(searchGate(summaryOf())).toMatchObject({ ok: true, observed: 0, samples: 1000 });
});

test("dropped iterations are the target's failures while the canary is healthy", () => {
  const summary = withIterations({ dropped: 20 }, { lateness: well });
  expect(searchGate(summary)).toMatchObject({ ok: false, observed: 20 / 1020, samples: 1020 });
  expect(searchGate(summary)).not.toHaveProperty("undecided");
});

test("dropped iterations are nobody's failures while the canary is late", () => {
  const summary = withIterations({ dropped: 20 }, { lateness: late });
  expect(searchGate(summary)).toMatchObject({
    ok: false,
    undecided: "generator-limited: 20 dropped iterations while canary p99 9 ms late",
  });
});

test("a late canary excuses no failure that was answered", () => {
  const operations = operationsWith(row("search.query", 1000, 50));
  const summary = withIterations({ dropped: 20 }, { lateness: late, operations });
  expect(searchGate(summary)).not.toHaveProperty("undecided");
});

test("iterations cut off at the end are failures, however late the canary was", () => {
  const summary = withIterations({ started: 90, completed: 70 }, { lateness: late });
  expect(searchGate(summary)).toMatchObject({ ok: false, observed: 20 / 1020 });
  expect(searchGate(summary)).not.toHaveProperty("undecided");
});

test("lost iterations are named by how they were lost, for their own role only", () => {
  const summary = withIterations({ started: 90, completed: 70, dropped: 3 });
  expect(describeLoss(summary, { operation: "search.*", target: "external" })).toBe(
    "3 dropped and 20 cut off iterations",
  );
  expect(describeLoss(summary, { operation: "registry.*", target: "external" })).toBe("");
});

test("failures in the warm-up alone are a miss when nothing was tried after it", () => {
  const operations = operationsWith(row("search.query", 4, 4, "warmup"));
  expect(searchGate(summaryOf({ operations }))).toMatchObject({ ok: false, observed: 1, samples: 4 });
});

test("arrivals that never began are the generator's", () => {
  const profile = profileNamed("smoke");
  const systemsUnderTest = search === undefined ? [] : [search];
  expect(undelivered(summaryOf(), systemsUnderTest, profile)).toEqual([]);
  expect(undelivered(withIterations({ started: 40, completed: 40 }), systemsUnderTest, profile)).toEqual([
    "generator-limited: 40 of 70 planned arrivals at external were begun",
  ]);
  expect(undelivered(withIterations({ started: 0, completed: 0 }), systemsUnderTest, profile)).toEqual([
    "no user of external ever began",
  ]);
});
