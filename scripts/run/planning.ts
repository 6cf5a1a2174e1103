/** Lays out all that one k6 process needs: its script, its plan, its options, a home of its own. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { phasesOf } from "#contract/phases";
import { k6PlanOf, type PlannedSystem, type RunPlan } from "#contract/plan";
import type { Profile } from "#contract/profile";
import { roles } from "#contract/roles";
import type { Settings } from "#contract/settings";
import { appliesTo, type Threshold } from "#contract/threshold";
import type { Bundle } from "../../build/bundle.ts";
import { withPlan } from "../../build/one-function.ts";
import { freePort } from "../lib/ports.ts";
import type { RunFolder } from "./folder.ts";
import type { K6Start } from "./k6.ts";
import { k6Options } from "./options.ts";

export interface Planning {
  readonly settings: Settings;
  readonly folder: RunFolder;
  readonly systems: readonly PlannedSystem[];
  readonly thresholds: readonly Threshold[];
  readonly profile: Profile;
  /** Of the profile's stages. */
  readonly durationScale: number;
  /** Path of the k6 program. */
  readonly k6: string;
  /** The bundled scenario. */
  readonly script: Bundle;
}

export async function planK6(planning: Planning): Promise<K6Start> {
  const { settings, folder, systems, thresholds, profile, durationScale, k6, script: bundle } = planning;
  const { PROFILE, SCENARIO, SEED } = settings;
  const { path, dataDir, logsDir } = folder;
  const script = join(dataDir, `${SCENARIO}.js`);
  const home = join(dataDir, "k6-home");
  const plan: RunPlan = {
    schemaVersion: 1,
    scenario: SCENARIO,
    seed: SEED,
    systems,
    phases: phasesOf(profile, durationScale),
    operations: bundle.operations,
    openRoles: roles.filter((role) => "ratePerSecond" in profile.full[role]),
    ...(profile.services === undefined ? {} : { services: profile.services }),
    optionsPath: join(dataDir, "k6-options.json"),
    summaryPath: join(logsDir, "k6-summary.json"),
  };
  const limits = thresholds.filter((threshold) => appliesTo(threshold, PROFILE));
  writeFileSync(script, withPlan(bundle.code, k6PlanOf(plan)));
  writeFileSync(plan.optionsPath, JSON.stringify(k6Options(plan, profile, durationScale, limits)));
  mkdirSync(home);
  const dashboardPort = await freePort();
  const dashboardExport = join(path, "dashboard.html");
  return { k6, script, plan, home, dashboardPort, dashboardExport, token: settings.AUTH_TOKEN };
}
