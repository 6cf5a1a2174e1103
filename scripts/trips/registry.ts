/** Trips of registry gates that only another profile has. */
import type { Trip } from "./trip.ts";

export const trips: readonly Trip[] = [
  {
    scenario: "registry",
    profile: "resolve-100",
    fault: "delay:target=mcp-mesh,ms=6,for=6",
    target: "mcp-mesh",
    red: ["registry.resolve/p95"],
  },
];
