/** What a run's numbers mean: the shape of verdict.json and the exit codes, used from outside exactly as written here. */

export const verdictSchemaVersion = 1;

export type VerdictName = "PASS" | "FAIL" | "INVALID";

/** Exit codes of every verb (design.md, What others may rely on). */
export const exitCodes = { pass: 0, broken: 1, usage: 2, invalid: 3, fail: 99, interrupted: 130 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The reason of the verdict that a run has from its first second: who still reads it found a run that was killed, or goes on. */
export const notEnded = "the run has not ended";

/** A threshold with its verdict. */
export interface Gate {
  /** `<operation>@<target>/<phase>/<metric>`, unique in a run. */
  readonly id: string;
  readonly requirement: string;
  readonly operation: string;
  readonly target: string;
  readonly phase: string;
  /** `p95` becomes `max` where there are too few samples for a percentile. */
  readonly metric: string;
  readonly limit: number;
  /** `null` when nothing was measured. */
  readonly observed: number | null;
  readonly samples: number;
  readonly ok: boolean;
  /** Set when this target is listed to miss the limit, with the reason: `ok` is then that it does. */
  readonly knownMiss?: string;
  /** Set when the gate is neither met nor missed, with the reason. */
  readonly undecided?: string;
}

export interface Verdict {
  readonly schemaVersion: typeof verdictSchemaVersion;
  readonly verdict: VerdictName;
  readonly exitCode: ExitCode;
  readonly reasons: readonly string[];
  /** What a reader should know though it decides nothing: a scale, a loaded machine. */
  readonly notes: readonly string[];
  readonly gates: readonly Gate[];
}
