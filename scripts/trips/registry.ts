/** Trips of registry gates that only another scenario or profile has. */
import type { Trip } from "./trip.ts";

export const trips: readonly Trip[] = [
  {
    scenario: "registry",
    profile: "resolve-100",
    fault: "delay:target=mcp-mesh,ms=6,for=6",
    target: "mcp-mesh",
    red: ["registry.resolve/p95"],
    rows: ["REG-25"],
  },
  {
    scenario: "registry-churn",
    fault: "kill:target=mcp-mesh,for=4",
    target: "mcp-mesh",
    red: ["registry.register/errorRate", "registry.lookup/errorRate"],
    rows: ["REG-26"],
  },
  {
    scenario: "registry-bad",
    fault: "kill:target=mcp-mesh,for=4",
    target: "mcp-mesh",
    red: ["registry.register/errorRate", "registry.refuse/errorRate"],
    rows: ["REG-34"],
  },
];
