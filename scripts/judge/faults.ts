/** What faults prove: they bit, they were healed, and the target came back in time. */
import type { Gate } from "#contract/verdict";

/** One fault of a run, as the director did it and the probe saw it. */
export interface FaultEvidence {
  readonly fault: string;
  readonly target: string;
  readonly isBitten: boolean;
  readonly isHealed: boolean;
  /** Why it proves nothing; empty when it does. */
  readonly flaws: readonly string[];
  /** From the instant before it was put on to the first probe known to have failed; `null` when none did. */
  readonly detectionMs: number | null;
  /** In which probes failed or were slower than a second; 0 when none did. */
  readonly outageMs: number;
  /** From the begin of its healing to the first of a second of good probes; `null` when there was none. */
  readonly recoveryMs: number | null;
  readonly recoveryLimitMs: number;
  /** Probes sent after its healing. */
  readonly probesAfter: number;
}

/** Operation name of a fault's gate. */
function faultOperation({ fault }: Pick<FaultEvidence, "fault">): string {
  return `fault.${fault}`;
}

/** One per fault: how long the target took to be well again. */
export function judgeFaults(faults: readonly FaultEvidence[]): readonly Gate[] {
  return faults.map((evidence): Gate => {
    const { target, recoveryMs: observed, recoveryLimitMs: limit, probesAfter: samples } = evidence;
    const operation = faultOperation(evidence);
    const base = { requirement: "OPS-06", operation, target, phase: "recovering", metric: "recovery", limit, samples };
    return {
      ...base,
      id: `${operation}@${target}/recovering/recovery`,
      observed,
      ok: observed !== null && observed <= limit,
      ...(samples === 0 ? { undecided: "no sample" } : {}),
    };
  });
}

/** Why a run with these faults proves nothing. */
export function faultFlaws(faults: readonly FaultEvidence[]): readonly string[] {
  return faults.flatMap((evidence) =>
    flawsOf(evidence).map((flaw) => `${evidence.fault} of ${evidence.target}: ${flaw}`),
  );
}

/** A load that ended too early leaves no flaw behind, and no proof either. */
function flawsOf({ flaws, isBitten, isHealed }: FaultEvidence): readonly string[] {
  if (flaws.length > 0) return flaws;
  return [...(isBitten ? [] : ["nobody saw it bite"]), ...(isHealed ? [] : ["it was not healed"])];
}

/** What was seen of them, for a person. */
export function faultNotes(faults: readonly FaultEvidence[]): readonly string[] {
  const ms = (value: number | null): string => (value === null ? "never" : `${Math.round(value)} ms`);
  return faults.map(
    ({ fault, target, detectionMs, outageMs, recoveryMs }) =>
      `${fault} of ${target}: seen from outside after ${ms(detectionMs)}, unavailable for ${ms(outageMs)}, well again ${ms(recoveryMs)} after healing`,
  );
}
