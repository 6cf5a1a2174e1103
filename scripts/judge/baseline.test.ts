/** Baselines: what is judged by one, when there is none to judge by, and that k6 and our judge get the same limit. */
import { describe, expect, it } from "vitest";
import { type Baseline, type BaselineEntry, baselineSchemaVersion, type Surroundings } from "#contract/baseline";
import { phasesOf } from "#contract/phases";
import { type ProfileName, profileNamed } from "#contract/profiles";
import { k6Expression } from "#contract/threshold";
import { baselineLimits, type RunShape } from "./baseline.ts";
import { uncalibrated } from "./calibration.ts";
import { judgeGates } from "./gates.ts";
import { judgeGenerator } from "./generator.ts";
import { judgeResources } from "./resource-gates.ts";
import { row, summaryOf } from "./sample-run.ts";
import { loadBaselineLimits } from "./thresholds.ts";

const here: Surroundings = {
  system: "Linux 6 x64",
  cpu: "a processor",
  cores: 2,
  memoryGiB: 16,
  generatorCores: "0,1",
  targetCores: "0,1",
  node: "v24.0.0",
  k6: "2.2.0",
  postgres: "18",
};
const search = { role: "search", target: "codebase" } as const;
const workflow = { role: "workflow", target: "workflow" } as const;
const limits = await loadBaselineLimits();

function entry(requirement: string, target: string, valueMs: number, profile: ProfileName): BaselineEntry {
  const shape = { scenario: target === "codebase" ? "search" : "workflow", profile, durationScale: 1 } as const;
  const load = profileNamed(profile).full.search;
  const runs = { metric: "p95", valueMs, runsMs: [valueMs], samples: 600, date: "2026-11-20T10:00:00.000Z" };
  return { requirement, target, load, ...shape, ...runs };
}

function recorded(surroundings: Partial<Surroundings> = {}): Baseline {
  return {
    schemaVersion: baselineSchemaVersion,
    date: "2026-11-20T10:00:00.000Z",
    revision: null,
    surroundings: { ...here, ...surroundings },
    entries: [
      entry("SRCH-02", "codebase", 8000, "index-5"),
      entry("SRCH-04", "codebase", 40, "search-10"),
      entry("WF-02", "workflow", 4, "rounds-10"),
      entry("WF-04", "workflow", 6, "rounds-10"),
    ],
  };
}

function run(profileName: ProfileName, changes: Partial<RunShape> = {}): RunShape {
  const scenario = profileName === "rounds-10" ? "workflow" : "search";
  const shape = { scenario, profileName, profile: profileNamed(profileName), durationScale: 1, surroundings: here };
  return { ...shape, systems: [profileName === "rounds-10" ? workflow : search], ...changes };
}

describe("with a baseline of this machine", () => {
  it("WF-02, WF-04: the limit is a tenth above it, and the document's own goal is shown beside", () => {
    const { thresholds, notes } = baselineLimits(limits, run("rounds-10"), recorded());
    expect(thresholds.map(({ requirement, operation, below }) => [requirement, operation, below])).toEqual([
      ["WF-02", "workflow.switch", 4.4],
      ["WF-04", "workflow.entities", 6.6],
    ]);
    expect(notes).toEqual([
      "WF-02 for workflow: this machine's baseline is 4 ms (2026-11-20, 1 run), the limit 4.4 ms; the document's own goal is 35 ms, its limit 38.5 ms",
      "WF-04 for workflow: this machine's baseline is 6 ms (2026-11-20, 1 run), the limit 6.6 ms; the document's own goal is 75 ms, its limit 82.5 ms",
    ]);
  });

  it("SRCH-04: a p95 a fifth above it is missed, and k6 is told the same limit", () => {
    const { thresholds } = baselineLimits(limits, run("search-10"), recorded());
    const gate = (ms: number) => {
      const phases = phasesOf(profileNamed("search-10"), 1);
      const operations = [{ ...row("search.query", 600, 0, "at-10", ms), target: "codebase" }];
      const summary = summaryOf({ profile: "search-10", phases, operations });
      const system = { ...search, url: "http://127.0.0.1:1", dialect: "codebase" };
      return judgeGates(summary, [system], thresholds, judgeGenerator(summary, uncalibrated));
    };
    const id = "search.query@codebase/at-10/p95/baseline";
    expect(gate(43)).toMatchObject([{ id, requirement: "SRCH-04", limit: 44, ok: true }]);
    expect(gate(48)).toMatchObject([{ id, ok: false }]);
    expect(thresholds.map((each) => k6Expression(each, "codebase", "at-10").expression)).toEqual(["p(95)<44"]);
  });

  it("SRCH-02: the longest of the index runs is held against it, in seconds and not in percentiles", () => {
    const { resources } = baselineLimits(limits, run("index-5"), recorded());
    const judged = (...timesMs: number[]) => {
      const known = new Map([["codebase", timesMs]]);
      const evidence = {
        thresholds: resources,
        series: new Map(),
        loadStartMs: 0,
        startsMs: new Map(known),
        indexMs: known,
      };
      const system = { ...search, url: "http://127.0.0.1:1", dialect: "codebase" };
      return judgeResources(summaryOf({ profile: "index-5" }), [system], evidence)[0];
    };
    expect(judged(8000, 8700)).toMatchObject({ requirement: "SRCH-02", limit: 8800, observed: 8700, ok: true });
    expect(judged(8000, 8900)).toMatchObject({ ok: false });
    expect(judged()).toMatchObject({ ok: false, undecided: "no index run was timed" });
  });

  it("another scenario or profile has no such limit, and nothing is said of it", () => {
    for (const other of [run("search-10", { scenario: "mesh" }), run("debug")])
      expect(baselineLimits(limits, other, recorded())).toEqual({ thresholds: [], resources: [], notes: [] });
  });
});

describe("there is no baseline, which is said and judges nothing,", () => {
  const noted = (shape: RunShape, baseline: Parameters<typeof baselineLimits>[2]): string => {
    const { thresholds, resources, notes } = baselineLimits(limits, shape, baseline);
    expect([thresholds, resources]).toEqual([[], []]);
    return notes.join("\n");
  };

  it.each([
    ["cores", { cores: 4 }, "cores 4 there, 2 here"],
    ["processor", { cpu: "another" }, "cpu another there, a processor here"],
    ["Node and k6", { node: "v22.0.0", k6: "2.1.0" }, "node v22.0.0 there, v24.0.0 here, k6 2.1.0 there, 2.2.0 here"],
    ["cores for the generator", { generatorCores: "3" }, "generatorCores 3 there, 0,1 here"],
  ])("where it was recorded with other %s", (_what, changes, said) => {
    expect(noted(run("search-10"), recorded(changes))).toBe(
      `SRCH-04 is not judged for codebase, no baseline: the one of 2026-11-20 is of other surroundings: ${said}; the document's own goal is 320 ms, its limit 352 ms`,
    );
  });

  it("where none was recorded", () => {
    expect(noted(run("search-10"), { missing: "none was recorded" })).toContain("no baseline: none was recorded;");
  });

  it("for a target that it does not know", () => {
    const systems = [{ ...search, target: "external" }];
    expect(noted(run("search-10", { systems }), recorded())).toContain("recorded without this row or target");
  });

  it("under another load, or for too short", () => {
    const profile = { ...profileNamed("search-10"), full: profileNamed("seed-2-open").full };
    expect(noted(run("search-10", { profile }), recorded())).toContain('under {"ratePerSecond":10}, this run');
    expect(noted(run("search-10", { durationScale: 0.1 }), recorded())).toContain("60 samples a phase");
  });
});
