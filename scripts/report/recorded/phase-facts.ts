/** What stands out in each phase of a run: the slowest operation, the costliest process, failures by class, recovery. */
import { type ErrorClass, errorClasses } from "#contract/operations";
import type { Latency, OperationSummary } from "#contract/summary";
import type { Gate } from "#contract/verdict";
import { percentile } from "../../judge/quantile.ts";
import type { RecordedRun } from "./run.ts";

export interface Costliest {
  readonly name: string;
  /** CPU time per wall time while it ran in the phase. */
  readonly cores: number;
}

export interface PhaseFacts {
  readonly name: string;
  /** By p95 of right answers; `undefined` when there was none. */
  readonly slowest: (OperationSummary & { readonly latency: Latency }) | undefined;
  /** `undefined` where no process was sampled. */
  readonly costliest: Costliest | undefined;
  readonly failures: readonly { readonly errorClass: ErrorClass; readonly count: number }[];
  /** Of faults healed in it. */
  readonly recoveries: readonly Gate[];
}

/** Those that were planned, and any other in which something was answered. */
export function phaseFacts(run: RecordedRun): readonly PhaseFacts[] {
  const { summary, phases, verdict } = run;
  if (summary === undefined) return [];
  const names = new Set([...phases.map(({ name }) => name), ...summary.operations.map(({ phase }) => phase)]);
  return [...names].map((name) => {
    const rows = summary.operations.filter(({ phase }) => phase === name);
    const failures = errorClasses.map((errorClass) => ({
      errorClass,
      count: rows.reduce((sum, { errors }) => sum + errors[errorClass], 0),
    }));
    return {
      name,
      slowest: slowestOf(rows),
      costliest: costliestIn(name, run),
      failures: failures.filter(({ count }) => count > 0),
      recoveries: verdict.gates.filter(({ metric, phase }) => metric === "recovery" && phase === name),
    };
  });
}

function slowestOf(rows: readonly OperationSummary[]): PhaseFacts["slowest"] {
  const answered = rows.flatMap((row) => (row.latency === null ? [] : [{ ...row, latency: row.latency }]));
  const p95 = ({ latency }: { readonly latency: Latency }): number => percentile(latency, 95);
  return answered.toSorted((a, b) => p95(b) - p95(a))[0];
}

/** Services, their databases and the generator are processes of their own, so the layer that costs most has a name. */
export function costliestIn(phaseName: string, { phases, processes }: RecordedRun): Costliest | undefined {
  const phase = phases.find(({ name }) => name === phaseName);
  if (phase === undefined) return undefined;
  const used = processes.flatMap(({ name, points }) => {
    const own = points.filter(({ elapsedMs }) => elapsedMs > phase.startMs && elapsedMs <= phase.endMs);
    const cores = own.flatMap((point) => point.cores ?? []);
    return cores.length === 0 ? [] : [{ name, cores: cores.reduce((sum, each) => sum + each, 0) / cores.length }];
  });
  return used.toSorted((a, b) => b.cores - a.cores)[0];
}
