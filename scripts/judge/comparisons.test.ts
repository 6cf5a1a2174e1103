/** A system beside a broken one is held against itself before: latency, memory, open files; what is not known decides nothing. */
import { describe, expect, it } from "vitest";
import type { Comparison } from "#contract/comparison";
import type { Phase } from "#contract/plan";
import type { OperationSummary } from "#contract/summary";
import type { Verdict } from "#contract/verdict";
import type { FaultEvidence } from "./faults.ts";
import type { ProcessSeries } from "./resource-series.ts";
import { canary, evidenceOf, flat, row, summaryOf } from "./sample-run.ts";
import { judge } from "./verdict.ts";

const phaseNames = ["before", "during", "after"] as const;
const phases = phaseNames.map(
  (name, index): Phase => ({
    name,
    startMs: index * 10_000,
    endMs: index * 10_000 + 9_000,
    isJudged: true,
    exempt: name === "during" ? ["broken"] : [],
  }),
);
const own = { role: "search", target: "external", url: "http://127.0.0.1:1", dialect: "codebase" } as const;
const broken = { role: "registry", target: "broken", url: "http://127.0.0.1:2", dialect: "mcp-mesh" } as const;
const kill: FaultEvidence = {
  fault: "kill",
  target: "broken",
  isBitten: true,
  isHealed: true,
  flaws: [],
  detectionMs: 1,
  outageMs: 1,
  recoveryMs: 1,
  recoveryLimitMs: 5000,
  probesAfter: 1,
};
const base = {
  requirement: "T-3",
  role: "search",
  whileBroken: "registry",
  fault: "kill",
  profiles: ["smoke"],
} as const;
const latency: Comparison = { ...base, metric: "p95Times", operation: "search.query", limit: 2 };
const memory: Comparison = { ...base, metric: "rssTimes", limit: 1.5 };

/** Answers took so long, and so many came, in each of the phases. */
const answers = (ms: readonly number[], count = 300): OperationSummary[] =>
  phaseNames.map((name, index) => ({ ...row("search.query", count, 0, name), latency: flat(ms[index] ?? 0, count) }));

/** Memory in each of the phases. */
function seriesOf(kib: readonly number[], holeAtMs?: number): ProcessSeries {
  const samples = Array.from({ length: 30 }, (_, second) => ({
    timeMs: second * 1000,
    pid: 1,
    processes: 1,
    rssKib: kib[Math.floor(second / 10)] ?? 0,
    cpuSeconds: 0,
    openFiles: 10,
    threads: 1,
    members: [],
  }));
  const holes = holeAtMs === undefined ? [] : [{ timeMs: holeAtMs, why: "late" as const }];
  return { name: "external", periodMs: 1000, samples, holes };
}

function verdictWith(
  comparison: Comparison,
  { ms = [10, 10, 10], count = 300, kib = [100, 100, 100], lateMs = 0, fault = "kill", holeAtMs = -1 } = {},
): Verdict {
  const operations = [...answers(ms, count), ...answers(ms, count).map((each) => ({ ...each, target: "broken" }))];
  const iterations = ["search-external", "registry-broken"].map((scenario) => ({
    scenario,
    target: scenario.slice(scenario.indexOf("-") + 1),
    started: 70,
    completed: 70,
    threw: 0,
    dropped: 0,
  }));
  const registry = operations
    .filter(({ target }) => target === "broken")
    .map((each) => ({ ...each, operation: "registry.list" as const }));
  const searches = operations.filter(({ target }) => target === "external");
  return judge(
    evidenceOf({
      systems: [own, broken],
      thresholds: [],
      comparisons: [comparison],
      faults: [{ ...kill, fault }],
      resources: {
        thresholds: [],
        series: new Map([["external", seriesOf(kib, holeAtMs < 0 ? undefined : holeAtMs)]]),
        loadStartMs: 0,
        startsMs: new Map(),
      },
      summary: summaryOf({
        phases,
        operations: [...searches, ...registry],
        iterations,
        thresholds: [],
        lateness: canary(lateMs, ...phaseNames),
      }),
    }),
  );
}

const besides = ({ gates }: Verdict): readonly (number | null)[] =>
  gates.filter(({ operation }) => operation.startsWith("beside.")).map(({ observed }) => observed);

describe("WF-08's limits", () => {
  it("are met by whoever stays as it was, in both phases", () => {
    const verdict = verdictWith(latency, { ms: [10, 20, 15] });
    expect(besides(verdict)).toEqual([2, 1.5]);
    expect(verdict).toMatchObject({ verdict: "PASS" });
  });

  it("are missed by more than what is allowed, while it lasts or afterwards", () => {
    const meanwhile = verdictWith(latency, { ms: [10, 21, 10] });
    expect(meanwhile).toMatchObject({ verdict: "FAIL", exitCode: 99 });
    expect(meanwhile.reasons.join()).toContain(
      "beside.search.query@external/during/p95Times (T-3): 2.10x, limit 2.00x",
    );
    expect(verdictWith(latency, { ms: [10, 10, 21] })).toMatchObject({ verdict: "FAIL" });
    expect(verdictWith(memory, { kib: [100, 151, 100] })).toMatchObject({ verdict: "FAIL" });
    expect(verdictWith(memory, { kib: [100, 150, 150] })).toMatchObject({ verdict: "PASS" });
  });

  it("are undecided where the generator was late, samples are few or missing", () => {
    expect(verdictWith(latency, { ms: [10, 21, 10], lateMs: 3 }).reasons.join()).toContain(
      "generator-limited: between",
    );
    const holey = verdictWith(memory, { holeAtMs: 12_500 });
    expect(holey).toMatchObject({ verdict: "INVALID" });
    expect(holey.reasons.join()).toContain("samples of external are missing");
  });

  it("do not hold for another fault", () => {
    expect(besides(verdictWith(latency, { ms: [10, 100, 10], fault: "freeze" }))).toEqual([]);
  });
});
