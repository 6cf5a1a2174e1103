/** Limits taken from what this machine did when `make baseline` was last run on it. */
import type { BaselineLimit } from "#contract/baseline";

export const baselines: readonly BaselineLimit[] = [
  {
    requirement: "SRCH-02",
    figure: { role: "search", metric: "indexMaxMs" },
    scenario: "search",
    profile: "index-5",
    shorter: "index-1",
    goalMs: 48_000,
  },
  {
    requirement: "SRCH-04",
    figure: { operation: "search.query", metric: "p95" },
    scenario: "search",
    profile: "search-10",
    goalMs: 320,
  },
  {
    requirement: "WF-02",
    figure: { operation: "workflow.switch", metric: "p95" },
    scenario: "workflow",
    profile: "rounds-10",
    goalMs: 35,
  },
  {
    requirement: "WF-04",
    figure: { operation: "workflow.entities", metric: "p95" },
    scenario: "workflow",
    profile: "rounds-10",
    goalMs: 75,
  },
];
