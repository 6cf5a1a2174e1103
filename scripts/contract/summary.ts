/** The numbers of a run: what one k6 process writes, and what summary.json holds once they are merged. */
import type { ErrorClass, Operation } from "./operations.ts";
import type { Phase } from "./plan.ts";
import type { ProfileName } from "./profiles.ts";

export const summarySchemaVersion = 1;

/** Latency of successful operations in milliseconds. `quantiles` is parallel to `gridPercents`. */
export interface Latency {
  readonly count: number;
  readonly min: number;
  readonly mean: number;
  readonly max: number;
  readonly quantiles: readonly number[];
}

/** One operation against one target in one phase. */
export interface OperationSummary {
  readonly operation: Operation;
  readonly target: string;
  readonly phase: string;
  /** Operations answered or given up: succeeded plus failed. */
  readonly count: number;
  readonly failed: number;
  readonly errors: { readonly [C in ErrorClass]: number };
  /** `null` when nothing succeeded. */
  readonly latency: Latency | null;
}

/** What became of the iterations of one k6 scenario. */
export interface IterationSummary {
  readonly scenario: string;
  readonly target: string;
  readonly started: number;
  readonly completed: number;
  readonly threw: number;
  readonly dropped: number;
}

/** How late the canary woke, per phase. */
export interface LatenessSummary {
  readonly phase: string;
  readonly latency: Latency | null;
}

/** k6's own word on one threshold. */
export interface K6Threshold {
  readonly metric: string;
  readonly expression: string;
  readonly ok: boolean;
}

/** What one k6 process hands over at its end. */
export interface K6Summary {
  readonly schemaVersion: typeof summarySchemaVersion;
  readonly durationMs: number;
  readonly maxVus: number;
  readonly requests: number;
  /** Answers in which nothing was found to check; absent where no dialect could be told a wrong place. */
  readonly unchecked?: number;
  readonly operations: readonly OperationSummary[];
  readonly iterations: readonly IterationSummary[];
  readonly lateness: readonly LatenessSummary[];
  readonly thresholds: readonly K6Threshold[];
}

/** How the generator's processes fared, seen from outside. */
export interface GeneratorLoad {
  /** CPU time per wall time: 1 is one whole core. */
  readonly cores: number;
  /** Seconds per second its threads were ready to run and had no core. */
  readonly runDelay: number;
}

/** What the host took of a virtual machine's cores in a phase. */
export interface StolenCores {
  readonly phase: string;
  /** Of the time of all cores, 0 to 1. */
  readonly share: number;
}

/** summary.json. */
export interface RunSummary extends K6Summary {
  readonly scenario: string;
  readonly profile: ProfileName;
  readonly durationScale: number;
  readonly phases: readonly Phase[];
  readonly processes: number;
  /** `null` where the system does not tell. */
  readonly generator: GeneratorLoad | null;
  /** Absent where the system does not tell. */
  readonly stolen?: readonly StolenCores[];
}

export function phaseSeconds(phases: readonly Phase[], name: string): number {
  const phase = phases.find((candidate) => candidate.name === name);
  return phase === undefined ? Number.NaN : (phase.endMs - phase.startMs) / 1000;
}
