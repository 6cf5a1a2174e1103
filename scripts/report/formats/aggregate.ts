/** aggregate.json: users, requests and latencies of a run in one small file, for programs that keep or draw them (REP-03). */
import { gridPercents } from "#contract/quantiles";
import type { Latency, OperationSummary } from "#contract/summary";
import type { VerdictName } from "#contract/verdict";
import type { Reporter } from "../reporter.ts";

const percents = [10, 25, 50, 75, 90, 95, 99] as const;

export interface RequestCounts {
  readonly total: number;
  readonly ok: number;
  readonly failed: number;
}

/** A request is one operation: a tool call of several HTTP requests is one. */
export interface Aggregate {
  readonly schemaVersion: 1;
  readonly run: string;
  readonly verdict: VerdictName;
  readonly scenario: string | null;
  readonly profile: string | null;
  /** The most there were at once. */
  readonly users: number | null;
  /** Of all rows below; `null` when the run left no numbers. */
  readonly requests: RequestCounts | null;
  readonly rows: readonly {
    readonly operation: string;
    readonly target: string;
    readonly phase: string;
    readonly requests: RequestCounts;
    /** Milliseconds by percentile, of what succeeded. */
    readonly latencyMs: Readonly<Record<string, number>> | null;
  }[];
}

export const reporter: Reporter = {
  file: "aggregate.json",
  write({ id, verdict, summary }) {
    const aggregate: Aggregate = {
      schemaVersion: 1,
      run: id,
      verdict: verdict.verdict,
      scenario: summary?.scenario ?? null,
      profile: summary?.profile ?? null,
      users: summary?.maxVus ?? null,
      requests: summary === undefined ? null : countsOf(summary.operations),
      rows: (summary?.operations ?? []).map((row) => ({
        operation: row.operation,
        target: row.target,
        phase: row.phase,
        requests: countsOf([row]),
        latencyMs: row.latency && atPercents(row.latency),
      })),
    };
    return `${JSON.stringify(aggregate, null, 2)}\n`;
  },
};

function countsOf(rows: readonly OperationSummary[]): RequestCounts {
  const total = rows.reduce((sum, { count }) => sum + count, 0);
  const failed = rows.reduce((sum, row) => sum + row.failed, 0);
  return { total, ok: total - failed, failed };
}

function atPercents({ quantiles }: Latency): Readonly<Record<string, number>> {
  return Object.fromEntries(
    percents.map((percent) => [`p${percent}`, quantiles[gridPercents.indexOf(percent)] ?? Number.NaN]),
  );
}
