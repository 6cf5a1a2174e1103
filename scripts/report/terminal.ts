/** The verdict as a person sees it in a terminal: a table of operations, then one last line. */
import { errorClasses, operations } from "#contract/operations";
import { insideMetrics, isInsideMetric, showInside } from "#contract/resource-threshold";
import { type OperationSummary, phaseSeconds, type RunSummary } from "#contract/summary";
import type { Gate, Verdict } from "#contract/verdict";
import { percentile } from "../judge/quantile.ts";

const headings = [
  "operation",
  "target",
  "phase",
  "samples",
  "rate",
  "p50 ms",
  "p95 ms",
  "p99 ms",
  "errors",
  "limit",
  "ok",
];

export function verdictTable(summary: RunSummary, { gates }: Verdict): string {
  const judged = summary.phases.filter(({ isJudged }) => isJudged).map(({ name }) => name);
  const order = (row: OperationSummary): number => judged.indexOf(row.phase);
  const place = (row: OperationSummary): number => operations.indexOf(row.operation);
  const rows = summary.operations
    .filter((row) => judged.includes(row.phase))
    .map((row) => ({ row, own: gatesOf(row, gates) }))
    .sort((a, b) => place(a.row) - place(b.row) || compare(a.row.target, b.row.target) || order(a.row) - order(b.row))
    .map(({ row, own }) => cells(row, own, summary));
  const inside = gates.filter(isOfInside);
  const whole = gates.filter(({ phase }) => phase === "all").map(wholeCells);
  const unseen = gates
    .filter((gate) => gate.phase !== "all" && !isOfInside(gate) && gate.samples === 0 && gate.metric !== "errorRate")
    .map(unseenCells);
  const table = format([
    headings,
    ...rows,
    ...unseen.filter(
      ([name, target, phase]) => !rows.some((row) => row[0] === name && row[1] === target && row[2] === phase),
    ),
    ...whole,
  ]);
  return inside.length === 0 ? table : `${table}\n\n${insideTable(inside)}`;
}

/** Of gates that no operation has. */
export function insideTable(gates: readonly Gate[]): string {
  return format([insideHeadings, ...gates.map(insideCells)]);
}

/** Of faults and resources: what the suite saw of a target by itself, not what users got from it. */
function isOfInside({ operation }: Gate): boolean {
  return ["fault.", "resource.", "beside."].some((kind) => operation.startsWith(kind));
}

function gatesOf({ operation, target, phase }: OperationSummary, gates: readonly Gate[]): readonly Gate[] {
  return gates.filter((gate) => gate.operation === operation && gate.target === target && gate.phase === phase);
}

function cells(row: OperationSummary, own: readonly Gate[], { phases }: RunSummary): string[] {
  const { latency } = row;
  const at = (percent: number): string => (latency === null ? "–" : ms(percentile(latency, percent)));
  const classes = errorClasses.filter((name) => row.errors[name] > 0).map((name) => `${row.errors[name]} ${name}`);
  return [
    row.operation,
    row.target,
    row.phase,
    String(row.count),
    `${(row.count / phaseSeconds(phases, row.phase)).toFixed(1)}/s`,
    at(50),
    at(95),
    at(99),
    classes.length === 0 ? "0" : classes.join(", "),
    own.map(limitText).join(", "),
    okText(own),
  ];
}

function wholeCells(gate: Gate): string[] {
  const observed = gate.observed === null ? "–" : `${(gate.observed * 100).toFixed(2)}%`;
  return [
    gate.operation,
    gate.target,
    gate.phase,
    String(gate.samples),
    "",
    "",
    "",
    "",
    observed,
    limitText(gate),
    okText([gate]),
  ];
}

function unseenCells(gate: Gate): string[] {
  return [gate.operation, gate.target, gate.phase, "0", "", "–", "–", "–", "", limitText(gate), okText([gate])];
}

function limitText({ metric, limit }: Gate): string {
  return metric === "errorRate" ? `err<${Number((limit * 100).toPrecision(6))}%` : `${metric}<${limit}ms`;
}

/** Words, not colours alone: a gate neither met nor missed is a question mark; `listed` is one that its target is known to miss. */
function okText(gates: readonly Gate[]): string {
  if (gates.length === 0) return "";
  if (gates.some(({ ok, undecided }) => !ok && undecided === undefined)) return "NO";
  if (gates.some(({ undecided }) => undecided !== undefined)) return "?";
  return gates.some(({ knownMiss }) => knownMiss !== undefined) ? "listed" : "yes";
}

function ms(value: number): string {
  return value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : value.toFixed(0);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const insideHeadings = ["gate", "target", "phase", "samples", "observed", "limit", "ok"];

function insideCells({ operation, target, phase, metric, samples, observed, limit, ...gate }: Gate): string[] {
  const isResource = isInsideMetric(metric);
  const show = (value: number): string => (isResource ? showInside(metric, value) : `${value.toFixed(0)} ms`);
  const isLimitAllowed = !isResource || insideMetrics[metric].isLimitAllowed;
  return [
    operation,
    target,
    phase,
    String(samples),
    observed === null ? "–" : show(observed),
    `${isResource ? insideMetrics[metric].label : metric}${isLimitAllowed ? "<=" : "<"}${show(limit)}`,
    okText([{ ...gate, operation, target, phase, metric, samples, observed, limit }]),
  ];
}

const rightAligned = new Set([3, 4, 5, 6, 7]);

function format(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          rightAligned.has(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
        )
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** What decided and what a reader should know, before the last line. */
export function verdictReasons({ verdict, reasons, notes }: Verdict): string {
  const because = verdict === "PASS" ? [] : reasons.map((reason) => `  - ${reason}`);
  return [...because, ...notes.map((note) => `  note: ${note}`)].join("\n");
}

export function lastLine({ verdict, reasons }: Verdict, shownPath: string): string {
  const [first = "", ...more] = reasons;
  const why = first.split("\n")[0] ?? "";
  return `${verdict}  ${why}${more.length > 0 ? ` (and ${more.length} more)` : ""}  ${shownPath}`;
}
