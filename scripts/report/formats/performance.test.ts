/** The report and the results of every row that was judged, under names with the run's time in them. */
import { describe, expect, it } from "vitest";
import type { Gate } from "#contract/verdict";
import { mistakesIn } from "../../schemas/mistakes.ts";
import { fileSchema } from "../../schemas/performance-results.ts";
import { sampleRun } from "../recorded-sample.ts";
import type { Reporter } from "../reporter.ts";
import { gates, hostile } from "../sample-folder.ts";
import { reporter as report } from "./performance-report.ts";
import { type PerformanceResults, reporter as results } from "./performance-results.ts";

function named({ file }: Reporter, run = sampleRun()): string {
  return typeof file === "string" ? file : file(run);
}

function other(operation: string, metric: string): Gate {
  const [target, phase] = ["codebase", "judged"];
  const id = `${operation}@${target}/${phase}/${metric}`;
  return { id, requirement: "T-2", operation, target, phase, metric, limit: 100, observed: 50, samples: 3, ok: true };
}

it("REP-01, REP-02: both files have the time of the run in their names, whenever they are made", () => {
  expect(named(results)).toBe("performance_results_20261121_085959.json");
  expect(named(report)).toBe("performance_report_20261121_085959.md");
  const early = { ...sampleRun(), happenings: [], config: {}, id: "2026-11-21T10-00-01Z-load-mesh" };
  expect(named(results, early)).toBe("performance_results_20261121_100001.json");
});

describe("performance_results", () => {
  const resultsOf = (own: readonly Gate[] = gates): PerformanceResults =>
    JSON.parse(results.write(sampleRun({ gates: own }))) as PerformanceResults;

  it("REP-01: is as its schema says, with every gate under its row and the raw values behind it", () => {
    const text = results.write(sampleRun());
    expect(mistakesIn(fileSchema.schema, fileSchema.file, text)).toEqual([]);
    const { rows } = JSON.parse(text) as PerformanceResults;
    expect(rows.flatMap((row) => row.gates.map(({ id }) => id))).toEqual(gates.map(({ id }) => id));
    expect(rows[0]).toMatchObject({ requirement: "T-1", state: "miss" });
    expect(rows[0]?.gates[0]?.raw.operations).toMatchObject([{ operation: "search.query", count: 1000, failed: 50 }]);
    expect(rows[0]?.gates[0]?.raw.operations?.[0]?.latency?.quantiles).toHaveLength(103);
  });

  it("REP-01: has memory and times where a row is about those, and is whole for a run without numbers", () => {
    const [memory, starts, all] = [
      other("resource.memory", "rssMaxKib"),
      other("resource.start", "startMaxMs"),
      { ...other("registry.*", "errorRate"), target: "external" },
    ];
    const raw = resultsOf([memory, starts, all]).rows.flatMap((row) => row.gates.map((gate) => gate.raw));
    expect(raw[0]?.memory?.map(({ rssMiB }) => rssMiB)).toEqual([20, 40, 60]);
    expect(raw[1]).toEqual({ timesMs: [] });
    expect(raw[2]?.iterations).toMatchObject([{ started: 70, completed: 70 }]);
    const broken = results.write({ ...sampleRun({ gates: [] }), summary: undefined, config: {}, happenings: [] });
    expect(mistakesIn(fileSchema.schema, fileSchema.file, broken)).toEqual([]);
  });
});

describe("performance_report", () => {
  it("REP-02: has the verdict, each row with target, actual and status, details, and time, machine and versions", () => {
    const known = { ...gates[0], requirement: "SRCH-09" } as Gate;
    const text = report.write(sampleRun({ gates: [...gates, known] }));
    expect(text).toMatch(/^# Performance report: INVALID\n/);
    expect(text).toMatch(/\n- time: 2026-11-21T08:59:59.000Z\n/);
    expect(text).toMatch(/\n- machine: Linux, 2 × a CPU, 4096 MiB\n- versions: k6 2.2.0, node v24.0.0\n/);
    const rows = text.slice(text.indexOf("## Rows"), text.indexOf("## Details"));
    expect(rows).toMatch(/\| T-1 \|.*\| nothing, registry.leave steady \(worst of 4\) \| \*\*missed\*\* \|\n/);
    expect(rows).toMatch(/\| SRCH-09 \| [^|]+ \| p95 &#60; 100 ms \| 12.5 ms, search.query steady \| met \|\n/);
    const details = text.slice(text.indexOf("## Details"), text.indexOf("## By phase"));
    for (const { id } of gates) expect(details).toContain(`| \`${id}\` |`);
  });

  it("REP-02: gives advice for each failure, from what the run recorded, and none when all is met", () => {
    const text = report.write(sampleRun());
    const advice = text.slice(text.indexOf("## Advice")).split("\n").slice(2, -1);
    expect(advice.map((line) => line.slice(3, line.indexOf("`", 3)))).toEqual([
      "search.query@external/steady/errorRate",
      "registry.leave@external/steady/p95",
      "registry.list@external/steady/p95",
    ]);
    expect(advice[0]).toContain("Most failures are of class application (50)");
    expect(advice[1]).toContain("Not one right answer");
    expect(advice[2]).toContain("Run again on a quieter or larger machine");
    expect(report.write(sampleRun({ gates: gates.slice(0, 1) }))).not.toContain("## Advice");
  });

  it("shows hostile text as text", () => {
    const text = report.write(sampleRun({ reasons: [hostile] }));
    for (const bad of ["<script", "@someone", "\u001b"]) expect(text).not.toContain(bad);
  });
});
