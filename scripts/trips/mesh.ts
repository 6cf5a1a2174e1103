/** Trips of the systems of the mesh, each broken while all are under load. */
import type { Trip } from "./trip.ts";

const scenario = "mesh";
const mcpServers = ["everything", "sdk-v2"] as const;

export const trips: readonly Trip[] = [
  {
    scenario,
    fault: "delay:target=mcp-mesh,ms=300,for=8",
    target: "mcp-mesh",
    red: ["registry.heartbeat/p95", "registry.list/p95"],
    rows: ["REG-09", "REG-19"],
  },
  {
    scenario,
    fault: "kill:target=mcp-mesh,for=10",
    target: "mcp-mesh",
    red: [
      "registry.register/errorRate",
      "registry.heartbeat/errorRate",
      "registry.list/errorRate",
      "registry.resolve/errorRate",
      "registry.leave/errorRate",
      "registry.*/errorRate",
    ],
    rows: ["REG-07", "REG-09", "REG-19", "REG-25", "REG-26"],
  },
  {
    scenario,
    fault: "delay:target=codebase,ms=700,for=6",
    target: "codebase",
    red: ["search.query/p95"],
    rows: ["SRCH-03"],
  },
  {
    scenario,
    fault: "kill:target=codebase,for=6",
    target: "codebase",
    red: ["search.query/errorRate", "search.*/errorRate"],
    rows: ["SRCH-03"],
  },
  ...mcpServers.flatMap((target): Trip[] => [
    { scenario, fault: `delay:target=${target},ms=300,for=6`, target, red: ["mcp.call/p95"], rows: ["API-12"] },
    {
      scenario,
      // a Node program needs longer to start than it is given to recover
      fault: `kill:target=${target},for=8,recover=0.1`,
      target,
      red: ["mcp.call/errorRate", "mcp.*/errorRate", "fault.kill/recovery"],
      rows: ["API-13"],
    },
  ]),
];
