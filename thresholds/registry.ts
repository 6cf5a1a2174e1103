/** Limits of the registry's operations. */
import type { Threshold } from "#contract/threshold";

export const thresholds: readonly Threshold[] = [
  { requirement: "REG-19", operation: "registry.heartbeat", metric: "p95", below: 50 },
  { requirement: "REG-19", operation: "registry.heartbeat", metric: "errorRate", below: 0.01 },
  {
    requirement: "REG-19",
    operation: "registry.heartbeat",
    metric: "errorRate",
    below: 0.0001,
    profiles: ["beats-200"],
  },
  { requirement: "REG-07", operation: "registry.register", metric: "errorRate", below: 0.01 },
  { requirement: "REG-09", operation: "registry.list", metric: "p95", below: 200 },
  { requirement: "REG-09", operation: "registry.list", metric: "errorRate", below: 0.01 },
  { requirement: "REG-09", operation: "registry.list", metric: "errorRate", below: 0.0001, profiles: ["list-100"] },
  { requirement: "REG-25", operation: "registry.resolve", metric: "p95", below: 5, profiles: ["resolve-100"] },
  { requirement: "REG-25", operation: "registry.resolve", metric: "errorRate", below: 0.01 },
  { requirement: "REG-26", operation: "registry.leave", metric: "errorRate", below: 0.01 },
  { requirement: "REG-26", operation: "registry.lookup", metric: "errorRate", below: 0.0001 },
  { requirement: "REG-26", operation: "registry.register", metric: "errorRate", below: 0.0001, profiles: ["churn-10"] },
  { requirement: "REG-26", operation: "registry.leave", metric: "errorRate", below: 0.0001, profiles: ["churn-10"] },
  { requirement: "REG-34", operation: "registry.refuse", metric: "errorRate", below: 0.0001 },
];
