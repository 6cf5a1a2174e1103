/** The plan of this run, as Node wrote it into the script. */
import { type PlannedSystem, scenarioOf } from "#contract/plan";
import type { Role } from "#contract/roles";

export const seed = RUN_PLAN("seed");

/** The systems of one role under load. */
export function systemsOf(role: Role): readonly PlannedSystem[] {
  return RUN_PLAN("systems").filter((system) => system.role === role);
}

/** The system a k6 scenario puts under load. */
export function ownSystem(role: Role, scenario: string): PlannedSystem {
  const own = systemsOf(role).find((system) => scenarioOf(system) === scenario);
  if (own === undefined) throw new Error(`the plan has no system for the k6 scenario "${scenario}"`);
  return own;
}

/** True where users arrive at a rate: they then neither pause nor stay. */
export function isOpenModel(role: Role): boolean {
  return RUN_PLAN("openRoles").includes(role);
}
