/** The options of a real run, canary and thresholds included, with the bench's load in place of a profile's. */
import type { Options } from "k6/options";
import type { Role } from "#contract/roles";
import { optionsFor } from "../lib/options.ts";
import { scenarioOf, systemsOf } from "../lib/plan.ts";
import { closedLoad } from "./closed-load.ts";

export function suiteOptions(role: Role): Options {
  const options = optionsFor({ [role]: role });
  const loads = systemsOf(role).map((system) => [
    scenarioOf(system),
    { ...closedLoad, exec: role, tags: { role, target: system.target } },
  ]);
  return { ...options, scenarios: { ...options.scenarios, ...Object.fromEntries(loads) } };
}
