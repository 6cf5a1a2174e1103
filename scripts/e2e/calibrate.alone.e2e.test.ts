/** `calibrate` with the real k6: it measures when the generator is late here, and runs go by it here and nowhere else. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import type { Calibration } from "#contract/calibration";
import { lateCanaryP99Ms, uncalibrated } from "../judge/calibration.ts";
import { runLoad } from "./harness.ts";
import { expectValidFiles } from "./run-files.ts";

const folder = mkdtempSync(join(tmpdir(), "mesh-load-calibrate-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const RESULTS = join(folder, "results");
const file = join(RESULTS, "calibration.json");

it("runs judge their generator by what calibrate measured on this machine, and say where it was another", async ({
  signal,
}) => {
  using taken = await runLoad({ RESULTS, DURATION_SCALE: "0.3", RUNS: "1" }, { verb: "calibrate", signal });
  expect(taken.exitCode, taken.stderr).toBe(0);
  expect(await expectValidFiles(RESULTS)).toEqual(["calibration.json"]);
  const calibration = JSON.parse(readFileSync(file, "utf8")) as Calibration;
  for (const ramp of calibration.ramps) {
    expect(ramp.map(({ users }) => users)).toEqual(ramp.map((_, index) => 5 * 2 ** index));
    expect(ramp.slice(0, -1).every(({ canaryP99Ms }) => canaryP99Ms < lateCanaryP99Ms)).toBe(true);
  }

  let judged: unknown;
  const notesWith = async (changes: Partial<Calibration>): Promise<string> => {
    writeFileSync(file, JSON.stringify({ ...calibration, ...changes }));
    const settings = { RESULTS, SCENARIO: "registry", PROFILE: "smoke", DURATION_SCALE: "0.3" };
    using run = await runLoad(settings, { signal });
    judged = JSON.parse(readFileSync(join(run.runDir ?? "", "config.json"), "utf8")).generatorLimits;
    return run.verdict?.notes.join("\n") ?? "";
  };
  expect(await notesWith({ limits: { cores: 0.001, runDelay: 1e6 } })).toMatch(
    /the generator was late: .*k6 took 0\.\d+ cores; latencies are upper bounds/,
  );
  const bad = { limits: { cores: null, runDelay: null } as unknown as Calibration["limits"] };
  await notesWith(bad);
  expect(judged).toEqual({ ...uncalibrated, measured: null });
  const surroundings = { ...calibration.surroundings, cores: calibration.surroundings.cores + 2 };
  expect(await notesWith({ surroundings, limits: { cores: 0.001, runDelay: 0.001 } })).not.toMatch(/k6 took/);
});
