/** Limits of the search system's operations. */
import type { Threshold } from "#contract/threshold";

export const thresholds: readonly Threshold[] = [
  { requirement: "SRCH-03", operation: "search.query", metric: "p95", below: 500 },
  { requirement: "SRCH-03", operation: "search.query", metric: "errorRate", below: 0.01 },
  { requirement: "WF-05", operation: "search.find", metric: "p95", below: 500 },
  { requirement: "WF-05", operation: "search.find", metric: "errorRate", below: 0.01 },
  { requirement: "SRCH-20", operation: "search.query", metric: "errorRate", below: 0.0001, whileBroken: "workflow" },
];
