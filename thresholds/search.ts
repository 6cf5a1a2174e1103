/** Limits of the search system's operations. */
import type { Threshold } from "#contract/threshold";

export const thresholds: readonly Threshold[] = [
  { requirement: "SRCH-03", operation: "search.query", metric: "p95", below: 500 },
  { requirement: "SRCH-03", operation: "search.query", metric: "errorRate", below: 0.01 },
];
