/** Latency by percentile, up to p99.99, from the quantile grid of the summary. */
import { roleOf } from "#contract/operations";
import { gridPercents } from "#contract/quantiles";
import type { Role } from "#contract/roles";
import type { OperationSummary } from "#contract/summary";
import type { RecordedRun } from "../recorded/run.ts";
import { type Chart, percentilePlace, type View } from "./chart.ts";

const leastSamples = 10;

/** One view per phase, judged ones first: the longest of them is what a reader wants. */
export function distribution({ summary, phases }: RecordedRun, role: Role, title: string): Chart {
  const length = (name: string): number => {
    const phase = phases.find((each) => each.name === name);
    return phase === undefined ? 0 : phase.endMs - phase.startMs + (phase.isJudged ? 1e12 : 0);
  };
  const own = (summary?.operations ?? []).filter(
    ({ operation, latency }) => roleOf(operation) === role && (latency?.count ?? 0) >= leastSamples,
  );
  const names = [...new Set(own.map(({ phase }) => phase))].sort((a, b) => length(b) - length(a));
  return {
    id: `${role}-distribution`,
    title: `${title}: latency distribution`,
    caption:
      "Of right answers in one phase. A line ends where its samples no longer tell one percentile from the next.",
    unit: "ms",
    x: "percentile",
    isLog: true,
    views: names.map((name) =>
      view(
        name,
        own.filter(({ phase }) => phase === name),
      ),
    ),
  };
}

function view(label: string, rows: readonly OperationSummary[]): View {
  const targets = new Set(rows.map(({ target }) => target));
  return {
    label,
    x: gridPercents.map(percentilePlace),
    series: rows.map((row) => ({
      label: targets.size > 1 ? `${row.operation} ${row.target}` : row.operation,
      values: gridPercents.map((percent, index) => known(row, percent, index)),
    })),
  };
}

/** With n samples nothing is known beyond the share 1 - 1/n. */
function known({ latency }: OperationSummary, percent: number, index: number): number | null {
  if (latency === null || percent > 100 * (1 - 1 / latency.count)) return null;
  return latency.quantiles[index] ?? null;
}
