/** Gates: what a limit, an observed value and the generator's lateness say together. */

import { describe, expect, test } from "vitest";
import type { Gate } from "#contract/verdict";
import { uncalibrated } from "./calibration.ts";
import { judgeGates } from "./gates.ts";
import { judgeGenerator } from "./generator.ts";
import { canary, flat, operationsWith, operationsWithout, row, summaryOf, systems, thresholds } from "./sample-run.ts";

/** The gates of search.query in a healthy run but for the changes. */
function gatesWith(changes: Parameters<typeof summaryOf>[0]): { p95: Gate | undefined; errorRate: Gate | undefined } {
  const summary = summaryOf(changes);
  const [p95, errorRate] = judgeGates(summary, systems, thresholds, judgeGenerator(summary, uncalibrated));
  return { p95, errorRate };
}

/** The p95 gate when every answer took `ms` and the canary woke `lateMs` late. */
function latencyGate(ms: number, lateMs: number): Gate | undefined {
  const lateness = canary(lateMs, "steady");
  return gatesWith({ operations: operationsWith(row("search.query", 1000, 0, "steady", ms)), lateness }).p95;
}

describe("a latency limit of 100 ms", () => {
  test("is met below it, however late the generator was", () => {
    expect(latencyGate(99.9, 50)).toMatchObject({ ok: true, metric: "p95", observed: 99.9 });
    expect(latencyGate(99.9, 50)).not.toHaveProperty("undecided");
  });

  test("is met, or undecided, and never missed where the host took the cores away", () => {
    const stolen = [{ phase: "steady", share: 0.14 }];
    const gate = (ms: number): Gate | undefined =>
      gatesWith({ operations: operationsWith(row("search.query", 1000, 0, "steady", ms)), stolen }).p95;
    expect(gate(99)).toMatchObject({ ok: true });
    expect(gate(2000)).toMatchObject({ ok: false, undecided: "generator-limited: between 0.0 and 2000.0 ms" });
  });

  test("is undecided when the generator's lateness could have made the difference", () => {
    expect(latencyGate(105, 8)).toMatchObject({ ok: false, undecided: "generator-limited: between 97.0 and 105.0 ms" });
  });

  test("is missed when even without the lateness it would be reached", () => {
    expect(latencyGate(108, 8)).toMatchObject({ ok: false, observed: 108 });
    expect(latencyGate(108, 8)).not.toHaveProperty("undecided");
  });

  test("is held against the maximum where there are too few samples for a percentile", () => {
    const slowest = { ...row("search.query", 199), latency: flat(10, 199, 150) };
    expect(gatesWith({ operations: operationsWith(slowest) }).p95).toMatchObject({
      metric: "max",
      observed: 150,
      ok: false,
    });
    const enough = { ...row("search.query", 200), latency: flat(10, 200, 150) };
    expect(gatesWith({ operations: operationsWith(enough) }).p95).toMatchObject({
      metric: "p95",
      observed: 10,
      ok: true,
    });
  });

  test("is missed, not met, when nothing was answered rightly", () => {
    const { p95, errorRate } = gatesWith({ operations: operationsWith(row("search.query", 50, 50)) });
    expect(p95).toMatchObject({ ok: false, observed: null, samples: 0 });
    expect(p95).not.toHaveProperty("undecided");
    expect(errorRate).toMatchObject({ ok: false, observed: 1, samples: 50 });
  });
});

describe("a gate without a sample", () => {
  test("is a hole in the measurement while the target is well", () => {
    const { p95, errorRate } = gatesWith({ operations: operationsWithout("search.query") });
    expect(p95).toMatchObject({ ok: false, undecided: "no sample" });
    expect(errorRate).toMatchObject({ ok: false, undecided: "no sample" });
  });

  test("is missed when the target failed before, in the warm-up too", () => {
    const { p95 } = gatesWith({ operations: operationsWith(row("search.query", 5, 5, "warmup")) });
    expect(p95).toMatchObject({ ok: false, observed: null });
    expect(p95).not.toHaveProperty("undecided");
  });

  test("is not explained by failures of another role's target of the same name", () => {
    const operations = operationsWithout("search.query").map((entry) => row(entry.operation, 100, 100));
    expect(gatesWith({ operations }).p95).toMatchObject({ undecided: "no sample" });
  });
});
