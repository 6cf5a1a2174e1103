/** Limits of the workflow server's operations. */
import type { Threshold } from "#contract/threshold";

export const thresholds: readonly Threshold[] = [
  { requirement: "WF-01", operation: "workflow.switch", metric: "p95", below: 50 },
  { requirement: "WF-09", operation: "workflow.switch", metric: "errorRate", below: 0.01 },
  { requirement: "WF-03", operation: "workflow.entities", metric: "p95", below: 100 },
  { requirement: "WF-09", operation: "workflow.entities", metric: "errorRate", below: 0.01 },
  { requirement: "WF-05", operation: "workflow.create_item", metric: "p95", below: 200 },
  { requirement: "WF-09", operation: "workflow.create_item", metric: "errorRate", below: 0.01 },
  { requirement: "WF-05", operation: "workflow.read_item", metric: "errorRate", below: 0.01 },
  { requirement: "WF-09", operation: "workflow.switch", metric: "p95", below: 2000, profiles: ["seed-2"] },
  { requirement: "WF-09", operation: "workflow.entities", metric: "p95", below: 2000, profiles: ["seed-2"] },
  { requirement: "WF-09", operation: "workflow.create_item", metric: "p95", below: 2000, profiles: ["seed-2"] },
  { requirement: "WF-09", operation: "workflow.list_items", metric: "p95", below: 2000 },
  { requirement: "WF-09", operation: "workflow.list_items", metric: "errorRate", below: 0.01 },
  {
    requirement: "WF-05",
    operation: "workflow.flow",
    metric: "errorRate",
    below: 0.01,
    profiles: ["flow-10"],
    isAcross: true,
  },
  { requirement: "WF-06", operation: "workflow.create_warned", metric: "p95", below: 200, whileBroken: "search" },
  {
    requirement: "WF-06",
    operation: "workflow.create_warned",
    metric: "errorRate",
    below: 0.0001,
    whileBroken: "search",
  },
];
