/** `make compare` through its front door: what it finds in a real run that was changed. */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunSummary } from "#contract/summary";
import type { Verdict } from "#contract/verdict";
import type { RunComparison } from "../compare/runs.ts";
import { projectDir } from "../lib/paths.ts";
import type { RecordedConfig } from "../report/recorded/run.ts";
import { type LoadRun, runLoad } from "./harness.ts";
import { expectValidFiles } from "./run-files.ts";

let run: LoadRun;
/** The run as it would be had it lasted longer on a quiet machine: samples enough, every gate met. */
let base: string;
let copies = 0;

beforeAll(async () => {
  run = await runLoad({ SCENARIO: "registry", TARGET: "mcp-mesh", PROFILE: "smoke", DURATION_SCALE: "0.4" });
  base = copy(longer);
});
afterAll(() => run[Symbol.dispose]());

interface Files {
  readonly summary: RunSummary;
  readonly verdict: Verdict;
  readonly config: RecordedConfig;
}

function longer({ summary, verdict }: Files): Partial<Files> {
  const times = 50;
  const operations = summary.operations.map(({ latency, errors, ...row }) => ({
    ...row,
    ...{ count: (latency?.count ?? 0) * times, failed: 0 },
    errors: Object.fromEntries(Object.keys(errors).map((kind) => [kind, 0])) as typeof errors,
    latency: latency && { ...latency, count: latency.count * times },
  }));
  const gates = verdict.gates.map(({ undecided: _, ...gate }) => {
    const observed = gate.metric === "errorRate" ? 0 : gate.observed;
    return { ...gate, ok: true, observed, limit: Math.max(gate.limit, (observed ?? 0) * 2) };
  });
  return {
    summary: { ...summary, operations },
    verdict: { ...verdict, verdict: "PASS", exitCode: 0, reasons: [], gates },
  };
}

/** A run's folder, some of its files other than they were. */
function copy(change: (files: Files) => Partial<Files> = () => ({})): string {
  copies += 1;
  const folder = join(dirname(run.runDir ?? ""), `2026-01-01T00-00-${copies + 10}Z-load-registry`);
  cpSync(base ?? run.runDir ?? "", folder, { recursive: true });
  const path = (name: keyof Files): string => join(folder, `${name}.json`);
  const read = <T>(name: keyof Files): T => JSON.parse(readFileSync(path(name), "utf8")) as T;
  const changed = change({ summary: read("summary"), verdict: read("verdict"), config: read("config") });
  for (const [name, content] of Object.entries(changed))
    writeFileSync(path(name as keyof Files), JSON.stringify(content));
  return folder;
}

/** As a slower registry would have left it: each latency is so many times as long, the verdict knows. */
function slower(factor: number): (files: Files) => Partial<Files> {
  return ({ summary, verdict }) => ({
    summary: {
      ...summary,
      operations: summary.operations.map(({ latency, ...row }) => ({
        ...row,
        latency: latency && {
          count: latency.count,
          min: latency.min * factor,
          mean: latency.mean * factor,
          max: latency.max * factor,
          quantiles: latency.quantiles.map((value) => value * factor),
        },
      })),
    },
    verdict: {
      ...verdict,
      gates: verdict.gates.map((gate) =>
        gate.observed === null || gate.metric === "errorRate" ? gate : { ...gate, observed: gate.observed * factor },
      ),
    },
  });
}

interface Compared {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly written: RunComparison | undefined;
}

async function compare(head: string, ...others: readonly string[]): Promise<Compared> {
  const results = dirname(run.runDir ?? "");
  const words = ["scripts/compare.ts", `BASE=${base}`, `HEAD=${head}`, `RESULTS=${results}`, ...others];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: projectDir, encoding: "utf8" });
  const shown = /(\S+-compare-registry(-\d+)?\/)\n$/.exec(stdout)?.[1];
  const path = shown === undefined ? "" : join(projectDir, shown, "compare.json");
  const written = existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as RunComparison) : undefined;
  if (written !== undefined) {
    expect(readFileSync(path.replace(".json", ".md"), "utf8")).toContain(`## ${written.verdict}`);
    expect(await expectValidFiles(dirname(path))).toEqual(["compare.json"]);
  }
  return { code: status, stdout, stderr, written };
}

describe("make compare", () => {
  it("REP-06: finds nothing worse in a run like the other", async () => {
    const { code, stdout, written } = await compare(copy());
    expect(stdout).toMatch(/\nPASS {2}no p95 is more than 10 % worse/);
    expect(code).toBe(0);
    const judged = written?.rows.filter(({ finding }) => finding === "same") ?? [];
    expect(judged.map(({ operation }) => operation)).toContain("registry.heartbeat");
    expect(judged[0]?.shift).toMatchObject({ superiority: 0.5, size: "negligible" });
  });

  it("REP-06: a p95 that is 15 % worse fails, one that is 8 % worse does not, one that is better is told", async () => {
    const worse = await compare(copy(slower(1.15)));
    expect(worse).toMatchObject({
      code: 99,
      stdout: expect.stringMatching(/\nFAIL {2}registry\.\w+ of mcp-mesh in steady: p95 \+15\.0 %/),
    });
    expect(worse.written?.rows.find(({ operation }) => operation === "registry.heartbeat")?.finding).toBe("worse");
    expect((await compare(copy(slower(1.08)))).code).toBe(0);
    const better = await compare(copy(slower(0.8)));
    expect(better).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("improved: registry.heartbeat in steady, p95 -20.0 %"),
    });
  });

  it("REP-06: an operation that the head has no numbers of fails", async () => {
    const without = await compare(
      copy(({ summary }) => ({
        summary: {
          ...summary,
          operations: summary.operations.filter(({ operation }) => operation !== "registry.list"),
        },
      })),
    );
    expect(without).toMatchObject({
      code: 99,
      stdout: expect.stringContaining("registry.list of mcp-mesh in steady: the head has no right answer"),
    });
  });

  it("runs that differ in more than their numbers are refused with every reason, and compared by FORCE=1", async () => {
    const other = copy(({ summary, verdict, config }) => ({
      summary: { ...summary, profile: "soak", durationScale: 2 },
      verdict: { ...verdict, verdict: "INVALID", exitCode: 3, reasons: ["something was still alive"] },
      config: { ...config, machine: { system: "other", cpu: "other", cores: 64, memoryMiB: 1, node: "v24" } },
    }));
    const refused = await compare(other);
    expect(refused.code).toBe(2);
    for (const reason of [
      "is INVALID and proves nothing: something was still alive",
      "other profile: smoke and soak",
      "other DURATION_SCALE: 0.4 and 2",
      "other machine: ",
    ]) {
      expect(refused.stderr).toContain(reason);
    }
    expect(refused.stderr).toContain("fix: make a run like the other one, or say FORCE=1");
    const forced = await compare(other, "FORCE=1");
    expect(forced).toMatchObject({ code: 0, stdout: expect.stringContaining("compared by FORCE=1: other profile") });
  });
});

it("BASE=baseline is the newest whole run of make baseline under the same load, and nothing where there is none", async () => {
  const none = await compare(copy(), "BASE=baseline");
  expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining("no run of `make baseline`") });
  const folder = (time: string): string => join(dirname(base), `2026-01-02T00-00-${time}Z-baseline-registry`);
  cpSync(base, folder("00"), { recursive: true });
  cpSync(
    copy(({ summary }) => ({ summary: { ...summary, profile: "soak" } })),
    folder("01"),
    { recursive: true },
  );
  mkdirSync(folder("02")); // one that was killed at its start
  const found = await compare(copy(slower(1.15)), "BASE=baseline");
  expect(found.code).toBe(99);
  expect(found.stdout).toContain("2026-01-02T00-00-00Z-baseline-registry");
});

describe("make validate", () => {
  const validation = (head: string): { code: number | null; report: string } => {
    const output = join(dirname(run.runDir ?? ""), "validation-report.md");
    const words = ["scripts/validate.ts", `BASELINE=${base}`, `RUN=${head}`, `OUTPUT=${output}`];
    const { status } = spawnSync(process.execPath, words, { cwd: projectDir });
    return { code: status, report: readFileSync(output, "utf8") };
  };

  it("REP-08: one red row makes the one verdict of the report red", () => {
    const green = validation(copy());
    expect(green.report).toMatch(/^# PASS \(exit code 0\)\n/);
    expect(green.code).toBe(0);
    const red = validation(
      copy(({ verdict }) => ({
        verdict: {
          ...verdict,
          ...{ verdict: "FAIL", exitCode: 99, reasons: ["a gate was missed"] },
          gates: verdict.gates.map((gate, index) =>
            index === 0 ? { ...gate, ok: false, limit: (gate.observed ?? 0) / 2 } : gate,
          ),
        },
      })),
    );
    expect(red.report).toMatch(/^# FAIL \(exit code 99\)\n/);
    expect(red.report.match(/^\| .+ \| \*\*missed\*\* \|/gm)).toHaveLength(1);
    expect(red.code).toBe(99);
    expect(validation(copy(slower(1.2)))).toMatchObject({
      code: 99,
      report: expect.stringContaining("against the baseline"),
    });
  });
});
