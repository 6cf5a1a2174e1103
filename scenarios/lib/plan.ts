/** The plan of this run, as Node handed it over: what every user needs of it, and nothing else is kept. */
import { type K6Plan, type PlannedSystem, planVariable, scenarioOf } from "#contract/plan";
import type { Role } from "#contract/roles";

function read(): K6Plan {
  const text = __ENV[planVariable];
  if (text === undefined)
    throw new Error(`${planVariable} is not set: start runs with \`make load\`, not with k6 alone`);
  const plan = JSON.parse(text) as K6Plan;
  ({ systems, openRoles } = plan);
  return plan;
}

let systems: readonly PlannedSystem[] = [];
let openRoles: readonly Role[] = [];
export const { seed, phaseEnds, trends, services, optionsPath, summaryPath } = read();

/** The systems of one role under load, in the init stage. */
export function systemsOf(role: Role): readonly PlannedSystem[] {
  return systems.filter((system) => system.role === role);
}

/** The system a k6 scenario puts under load. A user mostly stays with it, so what it holds of the others is let go, and read anew if not. */
export function ownSystem(role: Role, scenario: string): PlannedSystem {
  const isOwn = (system: PlannedSystem): boolean => system.role === role && scenarioOf(system) === scenario;
  const own = systems.find(isOwn) ?? read().systems.find(isOwn);
  if (own === undefined) throw new Error(`the plan has no system for the k6 scenario "${scenario}"`);
  systems = [own];
  return own;
}

/** True where users arrive at a rate: they then neither pause nor stay. */
export function isOpenModel(role: Role): boolean {
  return openRoles.includes(role);
}
