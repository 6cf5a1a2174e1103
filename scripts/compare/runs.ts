/** What two single runs say of each other: an indication, since nobody knows how much either would differ from itself. */
import type { Operation } from "#contract/operations";
import { changeText } from "./change-text.ts";
import { differences } from "./comparable.ts";
import { changeOf, limitOf, type Metric, metrics, numberOf, samplesNeeded, samplesOf, worsening } from "./metrics.ts";
import { type OperationPair, pairOperations } from "./pairing.ts";
import { type Comparison, comparisonSchemaVersion, judgementOf } from "./result.ts";
import { type Shift, shiftOf } from "./shift.ts";
import type { Side } from "./side.ts";

type RowFinding = "worse" | "better" | "same" | "missing" | "new" | "too few samples";

/** One operation against one target in one phase; each metric is `null` where a side has none. */
interface ComparedRow {
  readonly operation: Operation;
  readonly target: string;
  readonly phase: string;
  readonly samples: { readonly base: number; readonly head: number };
  readonly values: { readonly [M in Metric]: { readonly base: number | null; readonly head: number | null } };
  /** Of the latencies; `null` where a side has none. */
  readonly shift: Shift | null;
  /** By p95 and error rate (REP-06); the others are shown. */
  readonly finding: RowFinding;
}

export interface RunComparison extends Comparison {
  readonly verb: "compare";
  readonly rows: readonly ComparedRow[];
}

export function compareRuns(base: Side, head: Side, threshold: number): RunComparison {
  const pairs = pairOperations(base.summary, head.summary);
  const rows = pairs.map((pair) => rowOf(pair, threshold));
  return {
    schemaVersion: comparisonSchemaVersion,
    verb: "compare",
    ...judgementOf(unproven(rows), rows.flatMap(missOf)),
    notes: notesOf(differences(base, head), rows),
    scenario: base.summary.scenario,
    profile: base.summary.profile,
    threshold,
    base: { label: base.id, runs: [base.id] },
    head: { label: head.id, runs: [head.id] },
    rows,
  };
}

function rowOf(pair: OperationPair, threshold: number): ComparedRow {
  const { operation, target, phase, seconds, base, head } = pair;
  const sides = (metric: Metric): { base: number | null; head: number | null } => ({
    base: (base && numberOf(base, metric, seconds)) ?? null,
    head: (head && numberOf(head, metric, seconds)) ?? null,
  });
  const values = Object.fromEntries(metrics.map((metric) => [metric, sides(metric)])) as ComparedRow["values"];
  const shift = base?.latency && head?.latency ? shiftOf(base.latency, head.latency) : null;
  const samples = { base: base?.count ?? 0, head: head?.count ?? 0 };
  return { operation, target, phase, samples, values, shift, finding: findingOf(pair, values, threshold) };
}

/** A number that the base has and the head has not is a miss: what is not measured is not as good. */
function findingOf({ base, head }: OperationPair, values: ComparedRow["values"], threshold: number): RowFinding {
  if (base === undefined || base.latency === null)
    return head === undefined || head.latency === null ? "missing" : "new";
  if (head === undefined || head.latency === null) return "missing";
  const isFew = (metric: Metric): boolean => [base, head].some((row) => samplesOf(row, metric) < samplesNeeded[metric]);
  const worse = (metric: Metric): number => worsening(metric, values[metric].base ?? 0, values[metric].head ?? 0);
  if (worse("errorRate") > limitOf("errorRate", threshold)) return "worse";
  if (isFew("p95")) return "too few samples";
  if (worse("p95") > limitOf("p95", threshold)) return "worse";
  return worse("p95") < -limitOf("p95", threshold) ? "better" : "same";
}

/** Without one p95 that means something nothing was compared. */
function unproven(rows: readonly ComparedRow[]): readonly string[] {
  const isJudged = rows.some(({ finding }) => finding !== "too few samples" && finding !== "new");
  return isJudged
    ? []
    : ["no operation has 200 right answers on both sides, so no p95 means something: use a longer profile"];
}

function missOf({ operation, target, phase, finding, values: { p95, errorRate } }: ComparedRow): readonly string[] {
  const name = `${operation} of ${target} in ${phase}`;
  if (finding === "missing") return [`${name}: the head has no right answer, the base has`];
  if (finding !== "worse") return [];
  const errors = worsening("errorRate", errorRate.base ?? 0, errorRate.head ?? 0);
  if (errors > limitOf("errorRate", 0)) return [`${name}: error rate ${changeText("errorRate", errors)}`];
  return [`${name}: p95 ${changeText("p95", worsening("p95", p95.base ?? 0, p95.head ?? 0))}`];
}

function notesOf(other: readonly string[], rows: readonly ComparedRow[]): readonly string[] {
  const few = rows.filter(({ finding }) => finding === "too few samples").length;
  const better = rows.filter(({ finding }) => finding === "better");
  return [
    "two single runs are an indication, no proof: `make ab` says how sure a difference is",
    ...other.map((line) => `compared by FORCE=1: ${line}`),
    ...(few === 0
      ? []
      : [`${few} of ${rows.length} rows have fewer than 200 right answers on a side: their p95 is not judged`]),
    ...better.map(({ operation, phase, values: { p95 } }) => {
      const change = changeOf("p95", worsening("p95", p95.base ?? 1, p95.head ?? 1)) * 100;
      return `improved: ${operation} in ${phase}, p95 ${change.toFixed(1)} %`;
    }),
  ];
}
