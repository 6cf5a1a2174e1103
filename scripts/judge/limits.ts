/** The limits that hold in one run: those of files, the machine's own beside them, and of two on one thing the more particular. Pure. */
import type { BaselineLimit } from "#contract/baseline";
import type { Operation } from "#contract/operations";
import type { ProfileName } from "#contract/profiles";
import type { ResourceThreshold } from "#contract/resource-threshold";
import type { Threshold } from "#contract/threshold";
import { type BaselineLimits, baselineLimits, noBaselineLimits, type Recorded, type RunShape } from "./baseline.ts";

export interface KnownLimits {
  readonly thresholds: readonly Threshold[];
  readonly resources: readonly ResourceThreshold[];
  readonly baselines: readonly BaselineLimit[];
}

/** `recorded` is absent when nothing is to be held against a baseline, as while one is taken. */
export function limitsOf(
  { thresholds, resources, baselines }: KnownLimits,
  run: RunShape & { readonly operations: readonly Operation[] },
  recorded: Recorded | undefined,
): BaselineLimits {
  const own = recorded === undefined ? noBaselineLimits : baselineLimits(baselines, run, recorded);
  const performed = thresholds.filter(({ operation }) => run.operations.includes(operation));
  return {
    thresholds: [...particular(performed, run.profileName), ...own.thresholds],
    resources: [...resources, ...own.resources],
    notes: own.notes,
  };
}

/** Without the limits that hold everywhere, where another one on the same names this profile. */
export function particular(thresholds: readonly Threshold[], profile: ProfileName): readonly Threshold[] {
  const named = thresholds.filter(({ profiles }) => profiles?.includes(profile) === true);
  return thresholds.filter(
    ({ operation, metric, profiles, whileBroken }) =>
      profiles !== undefined ||
      !named.some((each) => each.operation === operation && each.metric === metric && each.whileBroken === whileBroken),
  );
}
