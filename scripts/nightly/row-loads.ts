/** Which profiles a night runs beside `load`, and in which scenario: those that rows of the requirements ask for, at full length. */
import type { ProfileName } from "#contract/profiles";

export interface RowLoad {
  readonly scenario: string;
  readonly profile: ProfileName;
  /** As FAULT takes it, where the row is about a system beside a broken one. */
  readonly fault?: string;
}

export const rowLoads: readonly RowLoad[] = [
  ...inScenario("registry", ["starts-20", "idle-10", "resolve-100", "steady-rss"]),
  ...inScenario("registry-growth", ["services-100"]),
  ...inScenario("registry-churn", ["cycles-50"]),
  ...inScenario("registry-rush", ["top-rate"]),
  ...inScenario("search", ["search-10", "debug", "index-20", "tenants", "seed-2", "seed-2-open"]),
  ...inScenario("workflow", ["rounds-10", "seed-2"]),
  ...inScenario("flow", ["flow-10"]),
  { scenario: "flow", profile: "neighbours", fault: "kill:target=codebase,for=30,recover=10" },
  { scenario: "flow", profile: "neighbours", fault: "kill:target=workflow,for=30,recover=10" },
  ...inScenario("mesh", ["stress", "spike", "soak", "phases-4"]),
];

/** Profiles no night needs: `smoke` and `index-5` are shorter forms of others, `round` belongs to `make ab`. */
export const notNightly: readonly ProfileName[] = ["smoke", "round", "index-5"];

function inScenario(scenario: string, profiles: readonly ProfileName[]): readonly RowLoad[] {
  return profiles.map((profile) => ({ scenario, profile }));
}
