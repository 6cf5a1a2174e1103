/** Faults of processes and their resources on a real registry under real load: they bite, are healed, and leave nothing. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { cpuGroup } from "../lib/cpu-cgroup.ts";
import { expectNothingLeft, type LoadRun, runLoad } from "./harness.ts";
import { runUndisturbed } from "./undisturbed.ts";

vi.setConfig({ testTimeout: 120_000, maxConcurrency: 3 }); // most of a run is waiting for its clock

function broken(fault: string, signal: AbortSignal): Promise<LoadRun> {
  const settings = { SCENARIO: "registry", TARGET: "reference-registry", DURATION_SCALE: "0.4", FAULT: fault };
  return runUndisturbed(() => runLoad(settings, { verb: "fault", signal }));
}

/** It passed, with one fault that went its whole way, and nothing of it is left. */
function expectHealed(run: LoadRun): void {
  expect(run.verdict?.reasons.join("\n"), run.stderr).toMatch(/gates met$/);
  expect([run.exitCode, run.verdict?.verdict]).toEqual([0, "PASS"]);
  const events = eventsOf(run);
  expect(events).toEqual(["inject", "bitten", "heal", "healed"]);
  expect(run.stdout).toMatch(/^fault\.\S+ +reference-registry +recovering +\d+ +\d+ ms +recovery<=3000 ms +yes$/m);
  expect(readdirSync(run.runDir ?? ""), "no fault is active").not.toContain("faults");
  expectNothingLeft(run);
}

describe.concurrent("a registry under load", () => {
  test("survives a storm of restarts, each to a new process", async ({ signal }) => {
    using run = await broken("restart-storm:count=4,period=0.8,for=4,recover=3", signal);
    expectHealed(run);
    expect(run.recorded.filter(({ name }) => name === "reference-registry")).toHaveLength(5);
  });

  test("whose port was taken fails loudly, and serves again when the port is free", async ({ signal }) => {
    using run = await broken("port-taken:for=4,recover=3", signal);
    expectHealed(run);
    expect(run.recorded.map(({ name }) => name)).toContain("port-holder-reference-registry");
    expect(run.recorded.filter(({ name }) => name === "reference-registry")).toHaveLength(3);
  });

  test("held to a fiftieth of a core is slow, and well again when it is let go", async ({ signal }) => {
    using run = await broken("cpu-quota:share=0.02,for=4,recover=3", signal);
    expectHealed(run);
    const parent = join(cpuGroup("mesh-load")?.path ?? "/nowhere/mesh-load", "..");
    expect(entriesOf(parent).filter((name) => name.startsWith("mesh-load-reference-registry"))).toEqual([]);
  });
});

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // no cgroup can be made here, so none was
  }
}

function eventsOf({ runDir }: LoadRun): readonly string[] {
  const lines = readFileSync(join(runDir ?? "", "faults.ndjson"), "utf8")
    .trimEnd()
    .split("\n");
  return lines.map((line) => (JSON.parse(line) as { event: string }).event);
}
