/** Limits of the search system's operations. */
import type { ProfileName } from "#contract/profiles";
import type { Threshold } from "#contract/threshold";

/** SRCH-05 gives these limits; other rows ask for them under other loads. */
function asUnderRamp(requirement: string, profile: ProfileName): readonly Threshold[] {
  const where = { requirement, operation: "search.query", profiles: [profile] } as const;
  return [
    { ...where, metric: "p95", below: 2000 },
    { ...where, metric: "errorRate", below: 0.01 },
  ];
}

export const thresholds: readonly Threshold[] = [
  { requirement: "SRCH-03", operation: "search.query", metric: "p95", below: 500 },
  { requirement: "SRCH-03", operation: "search.query", metric: "errorRate", below: 0.01 },
  { requirement: "WF-05", operation: "search.find", metric: "p95", below: 500 },
  { requirement: "WF-05", operation: "search.find", metric: "errorRate", below: 0.01 },
  { requirement: "SRCH-20", operation: "search.query", metric: "errorRate", below: 0.0001, whileBroken: "workflow" },
  ...asUnderRamp("SRCH-05", "seed-2"),
  ...asUnderRamp("SRCH-06", "seed-2-open"),
  ...asUnderRamp("SRCH-24", "debug"),
  // one foreign hit is too many, and no run has a million queries
  { requirement: "SRCH-21", operation: "search.query", metric: "errorRate", below: 0.000001, profiles: ["tenants"] },
];
