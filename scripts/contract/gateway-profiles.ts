/** Profiles that rows of gateways ask for. */
import { everyRole, type Profile } from "./profile.ts";

export const gatewayProfiles = {
  "phases-4": {
    about: "API-01: 30 s at 10/s, 60 s at 20/s, 30 s at 50/s",
    stages: [
      { name: "at-10", seconds: 30, level: 0.2, shape: "hold" },
      { name: "at-20", seconds: 60, level: 0.4, shape: "hold" },
      { name: "at-50", seconds: 30, level: 1, shape: "hold" },
    ],
    full: everyRole({ ratePerSecond: 50 }),
  },
} as const satisfies Record<string, Profile>;
