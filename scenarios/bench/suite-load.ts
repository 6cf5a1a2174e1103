/** The options of a real run, canary and thresholds included, with the bench's load in place of a profile's. */
import type { Options } from "k6/options";
import { scenarioOf } from "#contract/plan";
import type { Role } from "#contract/roles";
import { systemsOf } from "../lib/plan.ts";
import { options } from "../lib/script.ts";
import { closedLoad } from "./closed-load.ts";

export function suiteOptions(role: Role): Options {
  if (__VU !== 0) return {};
  const loads = systemsOf(role).map((system) => [
    scenarioOf(system),
    { ...closedLoad, exec: role, tags: { role, target: system.target } },
  ]);
  return { ...options, scenarios: { ...options.scenarios, ...Object.fromEntries(loads) } };
}
