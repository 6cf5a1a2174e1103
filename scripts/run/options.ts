/** k6's options of a run: one k6 scenario per system under load, the canary, and the thresholds. Written by Node, so that no user carries them. */
import { canaryScenario } from "#contract/operations";
import { plannedMs, scaledStages } from "#contract/phases";
import { canarySeconds, gracefulStopMs, type RunPlan, scenarioOf } from "#contract/plan";
import type { FullLoad, Profile, Stage } from "#contract/profile";
import { trendStats } from "#contract/quantiles";
import type { Threshold } from "#contract/threshold";
import { selectors } from "./selectors.ts";
import { usersOf } from "./users.ts";

/** A k6 scenario as k6 reads it; its own types are on the other side of the boundary. */
type K6Scenario = { readonly [option: string]: unknown };

export interface K6Options {
  readonly scenarios: { readonly [name: string]: K6Scenario };
  readonly [option: string]: unknown;
}

/** Each role's users are the function the script exports under the role's name. `limits` are those that hold in this run. */
export function k6Options(
  plan: RunPlan,
  profile: Profile,
  durationScale: number,
  limits: readonly Threshold[],
): K6Options {
  const stages = scaledStages(profile, durationScale);
  const scenarios: { [name: string]: K6Scenario } = { [canaryScenario]: canary(plannedMs(plan.phases) / 1000) };
  for (const system of plan.systems) {
    const { role, target } = system;
    scenarios[scenarioOf(system)] = { ...shape(profile.full[role], stages), exec: role, tags: { role, target } };
  }
  return {
    scenarios,
    thresholds: selectors(plan, limits),
    summaryTrendStats: trendStats,
    discardResponseBodies: false,
    noConnectionReuse: false,
    systemTags: ["scenario", "status", "method", "name", "error_code", "expected_response"],
  };
}

function canary(seconds: number): K6Scenario {
  return {
    executor: "per-vu-iterations",
    vus: 1,
    iterations: Math.max(1, Math.ceil(seconds / canarySeconds)),
    exec: "canary",
    maxDuration: `${Math.ceil(seconds) + 5}s`,
    gracefulStop: "3s",
    tags: { role: "generator", target: "generator" },
  };
}

function shape(full: FullLoad, stages: readonly Stage[]): K6Scenario {
  const gracefulStop = `${gracefulStopMs}ms`;
  if ("vus" in full) {
    const vus = (level: number): number => Math.max(1, Math.round(full.vus * level));
    return {
      executor: "ramping-vus",
      startVUs: stages[0]?.shape === "hold" ? vus(stages[0].level) : 0,
      stages: steps(stages, (level) => (level === 0 ? 0 : vus(level))),
      gracefulStop,
      gracefulRampDown: gracefulStop,
    };
  }
  const perMinute = full.ratePerSecond * 60; // rates below one per second stay whole numbers
  return {
    executor: "ramping-arrival-rate",
    timeUnit: "1m",
    startRate: stages[0]?.shape === "hold" ? Math.round(perMinute * stages[0].level) : 0,
    stages: steps(stages, (level) => Math.round(perMinute * level)),
    // enough users for answers of a quarter second; more only for a target that gets slow, up to its timeout
    preAllocatedVUs: Math.max(5, Math.ceil(full.ratePerSecond / 4)),
    maxVUs: usersOf(full),
    gracefulStop,
  };
}

/** A `hold` stage is a jump of no length followed by a flat stretch. */
function steps(all: readonly Stage[], target: (level: number) => number): { duration: string; target: number }[] {
  return all.flatMap(({ seconds, level, shape: how }) => {
    const stretch = { duration: `${Math.round(seconds * 1000)}ms`, target: target(level) };
    return how === "hold" ? [{ duration: "0s", target: target(level) }, stretch] : [stretch];
  });
}
