/** performance_results_<time>.json: every row that was judged, with the values it was judged by, for other programs. */
import type { Verdict } from "#contract/verdict";
import type { RecordedConfig, RecordedRun } from "../recorded/run.ts";
import { stampOf } from "../recorded/stamp.ts";
import type { Reporter } from "../reporter.ts";
import { type ResultRow, resultRows } from "../result-rows.ts";

export interface PerformanceResults
  extends Omit<Verdict, "gates">,
    Required<Pick<RecordedConfig, "versions" | "systems">> {
  readonly run: string;
  /** `null`, as the others, where the run did not come so far. */
  readonly startedAt: string | null;
  readonly scenario: string | null;
  readonly profile: string | null;
  readonly durationScale: number | null;
  readonly durationMs: number | null;
  readonly requests: number | null;
  readonly machine: NonNullable<RecordedConfig["machine"]> | null;
  readonly revision: string | null;
  readonly rows: readonly ResultRow[];
}

export const reporter: Reporter = {
  file: (run) => `performance_results_${stampOf(run)}.json`,
  write: (run) => `${JSON.stringify(resultsOf(run), null, 1)}\n`,
};

function resultsOf(run: RecordedRun): PerformanceResults {
  const { id, config, summary, happenings } = run;
  const { gates: _, ...verdict } = run.verdict;
  return {
    ...verdict,
    run: id,
    startedAt: config.startedAt ?? happenings[0]?.time ?? null,
    scenario: summary?.scenario ?? null,
    profile: summary?.profile ?? null,
    durationScale: summary?.durationScale ?? null,
    durationMs: summary?.durationMs ?? null,
    requests: summary?.requests ?? null,
    machine: config.machine ?? null,
    versions: config.versions ?? {},
    revision: config.revision ?? null,
    systems: config.systems ?? [],
    rows: resultRows(run),
  };
}
