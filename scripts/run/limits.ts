/** Gathers what decides a run's limits: the threshold files, what the run is like, and this machine's baseline. */
import type { PlannedSystem } from "#contract/plan";
import type { Profile } from "#contract/profile";
import type { Settings } from "#contract/settings";
import type { BaselineLimits } from "../judge/baseline.ts";
import { limitsOf } from "../judge/limits.ts";
import { loadBaselineLimits, loadResourceThresholds, loadThresholds } from "../judge/thresholds.ts";
import { readBaseline } from "./baseline-file.ts";
import type { Prepared } from "./prepare.ts";
import { surroundingsOf } from "./surroundings.ts";

interface LimitedRun {
  readonly settings: Settings;
  readonly prepared: Prepared;
  readonly systems: readonly PlannedSystem[];
  readonly profile: Profile;
  readonly durationScale: number;
  /** False while a baseline is taken: what was before decides nothing then. */
  readonly hasBaseline: boolean;
}

export async function runLimits(run: LimitedRun): Promise<BaselineLimits> {
  const { settings, prepared, systems, profile, durationScale, hasBaseline } = run;
  const known = {
    thresholds: await loadThresholds(),
    resources: await loadResourceThresholds(),
    baselines: await loadBaselineLimits(),
  };
  const shape = {
    scenario: settings.SCENARIO,
    profileName: settings.PROFILE,
    profile,
    durationScale,
    systems,
    surroundings: surroundingsOf(prepared.k6, prepared.cores, settings),
    operations: prepared.script.operations,
  };
  return limitsOf(known, shape, hasBaseline ? readBaseline(settings.RESULTS) : undefined);
}
