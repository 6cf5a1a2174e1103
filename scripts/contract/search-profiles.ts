/** Profiles that rows of search and workflow servers ask for. */
import { everyRole, type Profile, standard, warmup } from "./profile.ts";

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
  "flow-10": {
    about: "WF-05: 10 users of the flow for 5 min, 10 searches/s beside them",
    stages: [warmup, { name: "flows", seconds: 300, level: 1, shape: "hold" }],
    full: { ...standard, workflow: { vus: 10 }, search: { ratePerSecond: 10 } },
  },
  neighbours: {
    about: "WF-08: enough of search and workflow to tell how one fares while the other is broken",
    stages: [warmup, { name: "steady", seconds: 30, level: 1, shape: "hold" }],
    full: { ...standard, workflow: { ratePerSecond: 25 }, search: { ratePerSecond: 30 } },
  },
} as const satisfies Record<string, Profile>;
