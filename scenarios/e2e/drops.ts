/** One user for the whole rate: against a slow server k6 drops most iterations and exits 0. */
import type { RampingArrivalRateScenario, Scenario } from "k6/options";
import { options as planned } from "../lib/script.ts";
import { searcher } from "../lib/searcher.ts";
import { user } from "../lib/user.ts";

export { canary, handleSummary } from "../lib/script.ts";

function alone(scenario: Scenario): Scenario {
  if (scenario.executor !== "ramping-arrival-rate") return scenario;
  return { ...scenario, preAllocatedVUs: 1, maxVUs: 1 } satisfies RampingArrivalRateScenario;
}

export const options = {
  ...planned,
  scenarios: Object.fromEntries(
    Object.entries(planned?.scenarios ?? {}).map(([name, scenario]) => [name, alone(scenario)]),
  ),
};

export const search = user("search", searcher);
