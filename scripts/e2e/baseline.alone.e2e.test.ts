/** `baseline` on a real server: it records what the machine does, later runs are held against it, and other machines are not. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { type Baseline, baselineFactor } from "#contract/baseline";
import { runLoad } from "./harness.ts";
import { expectValidFiles } from "./run-files.ts";

const folder = mkdtempSync(join(tmpdir(), "mesh-load-baseline-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const RESULTS = join(folder, "results");
const file = join(RESULTS, "baseline.json");
/** A p95 needs 200 samples: at this rate a run of four seconds has them. */
const REQUEST_RATE = "60";

it("WF-02, WF-04, REP-05, REP-09: a run is held against what make baseline recorded here, and with other cores it says that there is no baseline", async ({
  signal,
}) => {
  using taken = await runLoad({ RESULTS, REQUEST_RATE, ROWS: "WF", RUNS: "1" }, { verb: "baseline", signal });
  expect(taken.exitCode, taken.stderr).toBe(0);
  expect(await expectValidFiles(RESULTS)).toEqual(["baseline.json"]);
  const baseline = JSON.parse(readFileSync(file, "utf8")) as Baseline;
  expect(baseline).toMatchObject({
    date: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    surroundings: { cores: expect.any(Number), node: process.version, k6: expect.any(String) },
  });
  const found = baseline.entries.map(({ requirement, target, runsMs, samples }) => [
    requirement,
    target,
    runsMs.length,
    samples >= 200,
  ]);
  expect(found).toEqual([
    ["WF-02", "workflow", 1, true],
    ["WF-04", "workflow", 1, true],
  ]);

  const shape = { RESULTS, REQUEST_RATE, SCENARIO: "workflow", PROFILE: "rounds-10" };
  const scale = baseline.entries[0]?.durationScale ?? 1;
  using held = await runLoad({ ...shape, DURATION_SCALE: String(scale) }, { signal });
  const own = held.verdict?.gates.filter(({ id }) => id.endsWith("/p95/baseline")) ?? [];
  expect(own.map(({ requirement, limit }) => [requirement, limit])).toEqual(
    baseline.entries.map(({ requirement, valueMs }) => [requirement, Number((valueMs * baselineFactor).toFixed(3))]),
  );
  expect(held.verdict?.reasons.filter((reason) => /did not judge|says the opposite/.test(reason))).toEqual([]);
  expect(held.stdout).toMatch(
    /note: WF-02 for workflow: this machine's baseline is .* goal is 35 ms, its limit 38.5 ms/,
  );

  const elsewhere = { ...baseline.surroundings, cores: baseline.surroundings.cores + 2 };
  writeFileSync(file, JSON.stringify({ ...baseline, surroundings: elsewhere }));
  using strange = await runLoad({ ...shape, DURATION_SCALE: "0.01" }, { signal });
  expect(strange.verdict?.gates.filter(({ id }) => id.endsWith("/baseline"))).toEqual([]);
  expect(strange.stdout).toMatch(/note: WF-02 is not judged for workflow, no baseline: .* cores \d+ there, \d+ here;/);

  const stream = JSON.parse(readFileSync(join(held.runDir ?? "", "workflow_load_results.json"), "utf8"));
  expect(stream).toMatchObject({ role: "workflow", profile: "rounds-10", verdict: held.verdict?.verdict });
  expect(stream.stream.length).toBeGreaterThanOrEqual(5);
  expect(stream.operations.map(({ operation }: { operation: string }) => operation)).toContain("workflow.switch");
});

it("records nothing when it is told another load than its rows', or to write where it cannot", async ({ signal }) => {
  const before = readdirSync(folder);
  using other = await runLoad({ RESULTS, SCENARIO: "search", ROWS: "WF" }, { verb: "baseline", signal });
  expect([other.exitCode, other.stderr]).toEqual([2, expect.stringContaining("SCENARIO given to baseline")]);
  using none = await runLoad({ RESULTS, ROWS: "REG" }, { verb: "baseline", signal });
  expect([none.exitCode, none.stderr]).toEqual([2, expect.stringContaining("use one of SRCH-02, SRCH-04")]);
  using nowhere = await runLoad({ RESULTS: "/proc/mesh-load", ROWS: "WF" }, { verb: "baseline", signal });
  expect([nowhere.exitCode, nowhere.stderr]).toEqual([2, expect.stringContaining("cannot be written")]);
  expect(readdirSync(folder)).toEqual(before);
});
