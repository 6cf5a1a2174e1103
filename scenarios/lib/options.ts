/** Builds k6's options from the plan: one k6 scenario per system under load, the canary, and the thresholds. */
import type { Options, Scenario } from "k6/options";
import { canaryScenario } from "#contract/operations";
import { scaledStages } from "#contract/phases";
import { gracefulStopMs, type PlannedSystem, requestTimeoutMs } from "#contract/plan";
import { type FullLoad, profileNamed, type Stage } from "#contract/profiles";
import { trendStats } from "#contract/quantiles";
import type { Role } from "#contract/roles";
import { canarySeconds } from "./canary.ts";
import { plan, scenarioOf, systemsOf } from "./plan.ts";
import { selectors } from "./selectors.ts";

const profile = profileNamed(plan.profile);
const stages = scaledStages(profile, plan.durationScale);

/** `users` names, per role, the exported function k6 calls. */
export function optionsFor(users: { readonly [R in Role]?: string }): Options {
  if (__VU !== 0) return {}; // k6 reads options once; every user would keep a copy of them
  const scenarios: { [name: string]: Scenario } = { [canaryScenario]: canary() };
  for (const [role, exec] of Object.entries(users) as [Role, string][]) {
    for (const system of systemsOf(role)) {
      scenarios[scenarioOf(system)] = { ...shape(profile.full[role]), ...whose(system, exec) };
    }
  }
  return {
    scenarios,
    thresholds: selectors(),
    summaryTrendStats: trendStats,
    discardResponseBodies: false,
    noConnectionReuse: false,
    systemTags: ["scenario", "status", "method", "name", "error_code", "expected_response"],
  };
}

function whose({ role, target }: PlannedSystem, exec: string): Pick<Scenario, "exec" | "tags"> {
  return { exec, tags: { role, target } };
}

function canary(): Scenario {
  return {
    executor: "per-vu-iterations",
    vus: 1,
    iterations: Math.max(1, Math.ceil(stages.reduce((sum, { seconds }) => sum + seconds, 0) / canarySeconds)),
    exec: "canary",
    maxDuration: `${Math.ceil(stages.reduce((sum, { seconds }) => sum + seconds, 0)) + 5}s`,
    gracefulStop: "3s",
    tags: { role: "generator", target: "generator" },
  };
}

function shape(full: FullLoad): Scenario {
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
    maxVUs: Math.max(10, Math.ceil((full.ratePerSecond * requestTimeoutMs) / 1000)),
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
