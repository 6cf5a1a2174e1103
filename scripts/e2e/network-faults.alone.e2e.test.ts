/** Faults of the network, in real runs: each breaks what it says and nothing after it was healed. */
import { expect, it, vi } from "vitest";
import { percentile } from "../judge/quantile.ts";
import { expectNothingLeft, type LoadRun, runLoad } from "./harness.ts";
import { runUndisturbed } from "./undisturbed.ts";

vi.setConfig({ maxConcurrency: 3 }); // these loads are light, and most of a run is waiting for its clock

/** The least a run with a fault takes. */
const short = { DURATION_SCALE: "0.4" } as const;

function run(settings: Readonly<Record<string, string>>, signal: AbortSignal): Promise<LoadRun> {
  return runUndisturbed(() => runLoad({ ...short, ...settings }, { verb: "fault", signal }));
}

function medianMs({ summary }: LoadRun, operation: string, phase: string): number {
  const found = summary?.operations.find((each) => each.operation === operation && each.phase === phase);
  return found?.latency == null ? Number.NaN : percentile(found.latency, 50);
}

it.concurrent("a delay of 100 ms is measured as no less, and not much more", async ({ signal }) => {
  using delayed = await run({ SCENARIO: "registry", FAULT: "delay:ms=100,for=6" }, signal);
  expect(delayed.exitCode, delayed.verdict?.reasons.join("; ")).toBe(0);
  const operation = "registry.heartbeat";
  const addedMs = medianMs(delayed, operation, "during") - medianMs(delayed, operation, "before");
  expect(addedMs).toBeGreaterThanOrEqual(95);
  expect(addedMs).toBeLessThan(150); // a quiet machine measures 100 to 102
  expectNothingLeft(delayed);
});

it.concurrent("a target in a black hole is away for as long, and back at once", async ({ signal }) => {
  using swallowed = await run({ SCENARIO: "registry", FAULT: "blackhole:for=4" }, signal);
  expect(swallowed.exitCode, swallowed.verdict?.reasons.join("; ")).toBe(0);
  const [, outageMs] = /unavailable for (\d+) ms/.exec(swallowed.verdict?.notes.join("\n") ?? "") ?? [];
  expect(Number(outageMs)).toBeGreaterThan(3900);
  expect(Number(outageMs)).toBeLessThan(6000);
  expectNothingLeft(swallowed);
});

it.concurrent("a search server whose database line is swallowed fails while it is, and finds back by itself", async ({
  signal,
}) => {
  using swallowed = await run({ SCENARIO: "search", FAULT: "database-blackhole:for=4" }, signal);
  expect(swallowed.exitCode, swallowed.verdict?.reasons.join("; ")).toBe(0);
  const [, outageMs] = /unavailable for (\d+) ms/.exec(swallowed.verdict?.notes.join("\n") ?? "") ?? [];
  expect(Number(outageMs), "the probe asks for what needs the database").toBeGreaterThan(3000);
  expectNothingLeft(swallowed);
});
