/** Limits on what operations cost beyond the way there and back. */
import type { NetThreshold } from "#contract/net-threshold";

export const nets: readonly NetThreshold[] = [
  {
    requirement: "REG-25",
    operation: "registry.resolve",
    nullRoute: "registry.null",
    below: 1,
    profiles: ["resolve-100"],
    knownMisses: {
      "mcp-mesh": "it goes through all agents for each lookup: 1.6 ms among 100, 45 ms among 3000",
    },
  },
];
