/** config.json: what ran, resolved, with versions and machine; enough to run it again, and never a secret. */
import { scaledStages } from "#contract/phases";
import type { PlannedSystem } from "#contract/plan";
import type { Profile } from "#contract/profile";
import type { Settings } from "#contract/settings";
import type { Calibrated } from "../judge/calibration.ts";
import type { Cores } from "../lib/cores.ts";
import { describeMachine, gitRevision } from "../lib/machine.ts";
import type { RunConfig } from "../schemas/config.ts";
import { shownSettings, withoutQuery } from "./echo.ts";
import type { K6Binary } from "./k6-binary.ts";

export async function describeRun(
  settings: Settings,
  k6: K6Binary,
  systems: readonly PlannedSystem[],
  cores: Cores,
  shape: { readonly profile: Profile; readonly durationScale: number; readonly calibrated: Calibrated },
): Promise<RunConfig> {
  return {
    schemaVersion: 1,
    startedAt: new Date().toISOString(),
    settings: shownSettings(settings),
    cores,
    generatorLimits: { ...shape.calibrated.limits, measured: shape.calibrated.date ?? null },
    systems: systems.map(({ role, target, url, dialect }) => ({ role, target, url: withoutQuery(url), dialect })),
    load: { full: shape.profile.full, stages: scaledStages(shape.profile, shape.durationScale) },
    versions: { k6: k6.version, node: process.version },
    machine: describeMachine(),
    revision: await gitRevision(),
  };
}
