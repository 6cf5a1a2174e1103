/** Trips of registry gates that only another scenario or profile has. */
import type { Trip } from "./trip.ts";

export const trips: readonly Trip[] = [
  {
    scenario: "registry-lookup",
    profile: "resolve-100",
    fault: "delay:target=mcp-mesh,ms=6,for=6",
    target: "mcp-mesh",
    red: ["registry.resolve/p95"],
    rows: ["REG-25"],
  },
  {
    scenario: "registry-lookup",
    profile: "resolve-100",
    target: "mcp-mesh",
    misuse: { about: "among ten services, where it meets the limit", settings: { SERVICES: 10 } },
    red: ["registry.resolve/netMean"],
    rows: ["REG-25"],
  },
  {
    scenario: "registry-list",
    profile: "list-100",
    fault: "delay:target=mcp-mesh,ms=300,for=6",
    target: "mcp-mesh",
    red: ["registry.list/p95"],
    rows: ["REG-09"],
  },
  {
    scenario: "registry-beats",
    profile: "beats-200",
    durationScale: 1, // agents beat every 5 s: two beats of each before it and after it
    fault: "delay:target=mcp-mesh,ms=100,for=8",
    target: "mcp-mesh",
    red: ["registry.heartbeat/p95"],
    rows: ["REG-19"],
  },
  {
    scenario: "registry-churn",
    fault: "kill:target=mcp-mesh,for=4",
    target: "mcp-mesh",
    red: ["registry.register/errorRate", "registry.lookup/errorRate"],
    rows: ["REG-26"],
  },
  {
    scenario: "registry-churn",
    profile: "churn-10",
    fault: "reset:target=mcp-mesh,for=3",
    target: "mcp-mesh",
    red: ["registry.register/errorRate"], // whose users pause before, so that this is what meets it
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
