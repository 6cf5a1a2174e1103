/** results/calibration.json: the load under which this machine's generator becomes late, as `make calibrate` measured it. */
import type { Surroundings } from "./baseline.ts";

export const calibrationSchemaVersion = 1;

/** From these on the generator measures itself. */
export interface GeneratorLimits {
  /** CPU time of k6 per wall time. */
  readonly cores: number;
  /** Seconds k6's threads waited for a core, per second. */
  readonly runDelay: number;
}

/** One load of a ramp. */
export interface CalibrationStep {
  readonly users: number;
  readonly requestsPerSecond: number;
  readonly cores: number;
  readonly runDelay: number;
  /** Milliseconds that the canary woke late. */
  readonly canaryP99Ms: number;
}

/** What the generator's speed depends on. */
export type GeneratorSurroundings = Omit<Surroundings, "node" | "postgres" | "targetCores">;

export interface Calibration {
  readonly schemaVersion: typeof calibrationSchemaVersion;
  readonly date: string;
  readonly revision: string | null;
  readonly surroundings: GeneratorSurroundings;
  readonly limits: GeneratorLimits;
  readonly ramps: readonly (readonly CalibrationStep[])[];
}
