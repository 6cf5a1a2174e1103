/** Limits that a machine sets itself: what it once did, and a tenth more. Resolved to numbers before k6 or the judge sees them. */
import type { Operation } from "./operations.ts";
import type { FullLoad } from "./profile.ts";
import type { ProfileName } from "./profiles.ts";
import type { ResourceThreshold } from "./resource-threshold.ts";
import type { Role } from "./roles.ts";

/** What is compared: the p95 of an operation, or what is measured of a target beside the load. */
export type BaselineFigure =
  | { readonly operation: Operation; readonly metric: "p95" }
  | { readonly role: Role; readonly metric: ResourceThreshold["metric"] };

export interface BaselineLimit {
  /** The row of the requirements that asks for it. */
  readonly requirement: string;
  readonly figure: BaselineFigure;
  /** The load it is recorded under, and holds under. */
  readonly scenario: string;
  readonly profile: ProfileName;
  /** Another one of the same load, of fewer runs, under which it holds as well. */
  readonly shorter?: ProfileName;
  /** What the document behind the row measured on a machine of its own: shown beside, and no limit here. */
  readonly goalMs: number;
}

export function holdsUnder(limit: BaselineLimit, scenario: string, profile: ProfileName): boolean {
  return limit.scenario === scenario && (limit.profile === profile || limit.shorter === profile);
}

/** Observed values must stay below so many times the baseline. */
export const baselineFactor = 1.1;

export const baselineSchemaVersion = 1;

/** What must be the same for two figures to be compared, in words a person can compare. */
export interface Surroundings {
  readonly system: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly generatorCores: string;
  readonly targetCores: string;
  readonly node: string;
  readonly k6: string;
  readonly postgres: string;
}

/** One figure of one target. */
export interface BaselineEntry {
  readonly requirement: string;
  readonly target: string;
  readonly scenario: string;
  readonly profile: ProfileName;
  /** The role's full load, which CONCURRENT_USERS and REQUEST_RATE change. */
  readonly load: FullLoad;
  readonly durationScale: number;
  readonly metric: string;
  /** The median of the runs. */
  readonly valueMs: number;
  /** Each run's own, in order. */
  readonly runsMs: readonly number[];
  /** Samples of the smallest run. */
  readonly samples: number;
  readonly date: string;
}

/** results/baseline.json. */
export interface Baseline {
  readonly schemaVersion: typeof baselineSchemaVersion;
  readonly date: string;
  readonly revision: string | null;
  readonly surroundings: Surroundings;
  readonly entries: readonly BaselineEntry[];
}
