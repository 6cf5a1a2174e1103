/** Which profiles a night runs, beside `load` and in its place, and in which scenario: those that rows of the requirements ask for, at full length. */
import type { ProfileName } from "#contract/profiles";

export interface RowLoad {
  readonly scenario: string;
  readonly profile: ProfileName;
  /** As FAULT takes it, where the row is about a system beside a broken one. */
  readonly fault?: string;
}

export const rowLoads: readonly RowLoad[] = [
  ...inScenario("registry", ["starts-20", "idle-10", "steady-rss"]),
  ...inScenario("registry-churn", ["churn-10", "cycles-50"]),
  ...inScenario("search", ["search-10", "debug", "index-20", "tenants", "seed-2", "seed-2-open"]),
  ...inScenario("workflow", ["rounds-10", "seed-2"]),
  ...inScenario("flow", ["flow-10"]),
  { scenario: "flow", profile: "neighbours", fault: "kill:target=codebase,for=30,recover=10" },
  { scenario: "flow", profile: "neighbours", fault: "kill:target=workflow,for=30,recover=10" },
  ...inScenario("mesh", ["stress", "spike", "soak"]),
];

/**
 * An ordinary day of scenarios that one row is about, or whose users never pause or never leave: `load` would say nothing of the row,
 * or is more than a registry can take of them. For the same reason they are not asked beside faults.
 */
export const ownOrdinary: Readonly<Record<string, ProfileName>> = {
  "registry-beats": "beats-200",
  "registry-growth": "services-100",
  "registry-list": "list-100",
  "registry-lookup": "resolve-100",
  "registry-rush": "top-rate",
};

/** Profiles no night needs: `smoke`, `index-1` and `index-5` are shorter forms of others, `round` belongs to `make ab`, `phases-4` to gateways. */
export const notNightly: readonly ProfileName[] = ["smoke", "round", "index-1", "index-5", "phases-4"];

function inScenario(scenario: string, profiles: readonly ProfileName[]): readonly RowLoad[] {
  return profiles.map((profile) => ({ scenario, profile }));
}
