/** Limits of MCP servers, the same for both eras of the protocol. */
import type { Threshold } from "#contract/threshold";

export const thresholds: readonly Threshold[] = [
  { requirement: "API-12", operation: "mcp.call", metric: "p95", below: 200 },
  { requirement: "API-13", operation: "mcp.call", metric: "errorRate", below: 0.01 },
];
