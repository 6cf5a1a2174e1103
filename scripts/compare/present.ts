/** A comparison for people: one table and its judgement, for the terminal and as Markdown. */
import { code, plain } from "../report/markdown-text.ts";
import type { AbComparison } from "./ab.ts";
import { changeText, intervalText, valueText } from "./change-text.ts";
import { type Metric, worsening } from "./metrics.ts";
import type { Comparison } from "./result.ts";
import type { RunComparison } from "./runs.ts";

interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Columns from here on are numbers. */
  readonly numbersFrom: number;
}

function tableOf(comparison: AbComparison | RunComparison): Table {
  return comparison.verb === "ab" ? abTable(comparison) : runTable(comparison);
}

function abTable({ cells }: AbComparison): Table {
  const columns = [
    "operation",
    "target",
    "phase",
    "metric",
    "finding",
    "base",
    "head",
    "change",
    "interval",
    "could show",
  ];
  const rows = cells.map(({ operation, target, phase, metric, finding, base, head, worse, low, high, smallest }) => [
    ...[operation, target, phase, metric, finding],
    ...[valueText(metric, base), valueText(metric, head), changeText(metric, worse)],
    ...[intervalText(metric, low, high), changeText(metric, smallest)],
  ]);
  return { columns, rows, numbersFrom: 5 };
}

function runTable({ rows }: RunComparison): Table {
  const columns = [
    "operation",
    "target",
    "phase",
    "finding",
    "samples",
    "p50",
    "p95",
    "p99",
    "errors",
    "rate",
    "typical",
    "slower in",
    "effect",
  ];
  const change = (metric: Metric, { base, head }: { base: number | null; head: number | null }): string => {
    if (base === null || head === null) return "–";
    return metric !== "errorRate" && base * head === 0 ? "–" : changeText(metric, worsening(metric, base, head));
  };
  return {
    columns,
    rows: rows.map(({ operation, target, phase, finding, samples, values, shift }) => [
      ...[operation, target, phase, finding, `${samples.base} → ${samples.head}`],
      ...(["p50", "p95", "p99", "errorRate", "throughput"] as const).map((metric) => change(metric, values[metric])),
      ...(shift === null
        ? ["–", "–", "–"]
        : [
            `${shift.typicalMs.toFixed(2)} ms`,
            `${(shift.superiority * 100).toFixed(0)} %`,
            `${shift.size} (δ ${shift.cliffsDelta.toFixed(2)})`,
          ]),
    ]),
    numbersFrom: 4,
  };
}

/** For the terminal, with the last line that every verb ends with. */
export function asTerminal(comparison: AbComparison | RunComparison, shownPath: string): string {
  const { verdict, reasons, notes, base, head } = comparison;
  const [first = verdict === "PASS" ? nothingWorse(comparison) : "", ...more] = reasons;
  const last = `${verdict}  ${first}${more.length > 0 ? ` (and ${more.length} more)` : ""}  ${shownPath}`;
  const lines = [...reasons.map((reason) => `  - ${reason}`), ...notes.map((note) => `  note: ${note}`)];
  return [`${head.label} against ${base.label}`, "", aligned(tableOf(comparison)), "", ...lines, last].join("\n");
}

export function asMarkdown(comparison: AbComparison | RunComparison): string {
  const { verb, verdict, scenario, profile, threshold, reasons, notes, base, head } = comparison;
  const { columns, rows, numbersFrom } = tableOf(comparison);
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [
    `## ${verdict}: ${code(head.label)} against ${code(base.label)}`,
    "",
    `${plain(scenario)}, profile ${plain(profile)}; a regression is more than ${(threshold * 100).toFixed(0)} % worse${verb === "ab" ? `, proven by ${base.runs.length} rounds` : ""}.`,
    "",
    ...(verdict === "PASS" ? [`- ${nothingWorse(comparison)}`] : reasons.map((reason) => `- ${plain(reason)}`)),
    "",
    ...notes.flatMap((note) => [`> ${plain(note)}`, ">"]).slice(0, -1),
    "",
    line(columns),
    line(columns.map((_, index) => (index >= numbersFrom ? "--:" : "---"))),
    ...rows.map((cells) => line(cells.map(plain))),
    "",
    verb === "ab" ? abLegend : runLegend,
    "",
  ].join("\n");
}

function nothingWorse({ verb, threshold }: Comparison): string {
  const share = `${(threshold * 100).toFixed(0)} %`;
  return verb === "ab" ? `no regression of more than ${share} is proven` : `no p95 is more than ${share} worse`;
}

const abLegend =
  "`change` is the mean over the rounds, `interval` its bootstrap confidence interval. A regression is an interval wholly on the bad side of the threshold, " +
  "an improvement one wholly on the good side. `no evidence` is no proof that nothing changed: what is smaller than `could show` so many rounds cannot show.";
const runLegend =
  "`typical` is the median of all differences between an answer of the head and one of the base (Hodges-Lehmann), `slower in` the share of such pairs in which the head " +
  "took longer (50 % is no difference), `effect` the same as Cliff's δ.";

function aligned({ columns, rows, numbersFrom }: Table): string {
  const all = [columns, ...rows];
  const widths = columns.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const cell = (text: string, column: number): string =>
    column >= numbersFrom ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0);
  return all.map((row) => row.map(cell).join("  ").trimEnd()).join("\n");
}
