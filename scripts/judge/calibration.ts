/** Reads off ramps of load where the generator becomes late, and whether what was read holds here. Pure. */
import type { Calibration, CalibrationStep, GeneratorLimits, GeneratorSurroundings } from "#contract/calibration";
import { differences } from "./baseline.ts";

/** A canary that wakes so late at its p99 makes latencies wrong by as much, on every machine. */
export const lateCanaryP99Ms = 8;

/** What two cores of a shared machine were measured to bear; used where nothing was measured. */
export const uncalibrated: GeneratorLimits = { cores: 0.65, runDelay: 0.1 };

/** Limits of a run, and since when they are those of its machine: `undefined` when nobody measured them there. */
export interface Calibrated {
  readonly limits: GeneratorLimits;
  readonly date?: string;
  /** Why they are not this machine's. */
  readonly missing?: string;
}

/**
 * Those of the ramp in which k6 bore most: what else the machine does only makes it late earlier. There is at least one
 * ramp, each has at least one step and goes up.
 */
export function limitsOfRamps(ramps: readonly (readonly CalibrationStep[])[]): GeneratorLimits {
  const limits = ramps.map((ramp) => ({ cores: crossing(ramp, "cores"), runDelay: crossing(ramp, "runDelay") }));
  return limits.reduce((most, each) => (each.cores > most.cores ? each : most));
}

/**
 * The figure at which the canary is late, on the straight line between the steps around that. Where it never was, the
 * most that was reached: nobody knows what lies beyond.
 */
function crossing(ramp: readonly CalibrationStep[], name: keyof GeneratorLimits): number {
  const at = ramp.findIndex(({ canaryP99Ms }) => canaryP99Ms >= lateCanaryP99Ms);
  const [fine, late] = [ramp[at - 1], ramp[at]];
  if (late === undefined) return Math.max(...ramp.map((step) => step[name]));
  if (fine === undefined) return late[name];
  const share = (lateCanaryP99Ms - fine.canaryP99Ms) / (late.canaryP99Ms - fine.canaryP99Ms);
  return fine[name] + share * (late[name] - fine[name]);
}

export function calibrationFor(
  here: GeneratorSurroundings,
  recorded: Calibration | { readonly missing: string },
): Calibrated {
  if ("missing" in recorded) return { limits: uncalibrated, missing: recorded.missing };
  const other = differences(recorded.surroundings, here);
  if (other.length > 0) return { limits: uncalibrated, missing: `it was measured elsewhere: ${other.join(", ")}` };
  return { limits: recorded.limits, date: recorded.date };
}
