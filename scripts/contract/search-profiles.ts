/** Profiles that rows of search and workflow servers ask for. */
import { everyRole, type Profile } from "./profile.ts";

export const searchProfiles = {
  "seed-2": {
    about: "SRCH-05: 2 min to 10 users, 5 min to 50, 10 min at 50, 2 min down, 1 s pause",
    stages: [
      { name: "to-10", seconds: 120, level: 0.2, shape: "ramp" },
      { name: "to-50", seconds: 300, level: 1, shape: "ramp" },
      { name: "at-50", seconds: 600, level: 1, shape: "hold" },
      { name: "down", seconds: 120, level: 0, shape: "ramp" },
    ],
    full: everyRole({ vus: 50 }),
  },
} as const satisfies Record<string, Profile>;
