/** The plan of this run, as Node handed it over. */
import { type PlannedSystem, planVariable, type RunPlan } from "#contract/plan";
import type { Role } from "#contract/roles";

const text = __ENV[planVariable];
if (text === undefined) throw new Error(`${planVariable} is not set: start runs with \`make load\`, not with k6 alone`);

export const plan: RunPlan = JSON.parse(text) as RunPlan;

/** The systems of one role under load; at least one, because Node plans no scenario without. */
export function systemsOf(role: Role): readonly PlannedSystem[] {
  return plan.systems.filter((system) => system.role === role);
}

/** True where users arrive at a rate: they then neither pause nor stay. */
export function isOpenModel(role: Role): boolean {
  return plan.openRoles.includes(role);
}
