/** Turns a profile's stages into phases on the run's clock. */
import type { Phase } from "./plan.ts";
import type { Profile, Stage } from "./profile.ts";
import type { Role } from "./roles.ts";

/** Stages with the scale applied. A stage never gets shorter than 1 s: k6 counts time in whole steps of its ramps. */
export function scaledStages(profile: Profile, durationScale: number): readonly Stage[] {
  return profile.stages.map((stage) => ({ ...stage, seconds: Math.max(1, stage.seconds * durationScale) }));
}

export function phasesOf(profile: Profile, durationScale: number): readonly Phase[] {
  let startMs = 0;
  return scaledStages(profile, durationScale).map(({ name, seconds, isUnjudged, exempt = [] }) => {
    const endMs = startMs + Math.round(seconds * 1000);
    const phase = { name, startMs, endMs, isJudged: isUnjudged !== true, exempt };
    startMs = endMs;
    return phase;
  });
}

/** Length of the whole plan in milliseconds, without the time k6 waits for late answers. */
export function plannedMs(phases: readonly Phase[]): number {
  return phases.at(-1)?.endMs ?? 0;
}

/** Arrivals an open-model role is to get over the whole plan: the area under its rate. `undefined` for a closed model. */
export function plannedArrivals(profile: Profile, role: Role, durationScale: number): number | undefined {
  const full = profile.full[role];
  if (!("ratePerSecond" in full)) return undefined;
  let level = 0;
  let arrivals = 0;
  for (const stage of scaledStages(profile, durationScale)) {
    const mean = stage.shape === "hold" ? stage.level : (level + stage.level) / 2;
    arrivals += mean * full.ratePerSecond * stage.seconds;
    level = stage.level;
  }
  return arrivals;
}

/** True where limits hold for a target: in a phase that counts, in which nobody breaks it. */
export function isJudgedFor({ isJudged, exempt }: Phase, target: string): boolean {
  return isJudged && !exempt.includes(target);
}
