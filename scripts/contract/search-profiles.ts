/** Profiles that rows of search and workflow servers ask for. */
import { everyRole, type Profile, type Stage, standard, warmup } from "./profile.ts";

/** SRCH-05 gives them, and SRCH-06 and WF-09 take them from it. */
const ramp: readonly Stage[] = [
  { name: "to-10", seconds: 120, level: 0.2, shape: "ramp" },
  { name: "to-50", seconds: 300, level: 1, shape: "ramp" },
  { name: "at-50", seconds: 600, level: 1, shape: "hold" },
  { name: "down", seconds: 120, level: 0, shape: "ramp" },
];

/** After a warm-up at the same level: on the generated tree, since its size is part of what these rows ask. */
function held(about: string, name: string, seconds: number, full: Profile["full"]) {
  const stages: readonly Stage[] = [
    { ...warmup, level: 1 },
    { name, seconds, level: 1, shape: "hold" },
  ];
  return { about, stages, full, corpus: "ten-thousand" } as const;
}

function indexed(about: string, indexRuns: number) {
  const stages: readonly Stage[] = [
    { ...warmup, seconds: 2 },
    { name: "steady", seconds: 5, level: 0.5, shape: "hold" },
  ];
  return { about, stages, full: standard, corpus: "ten-thousand", indexRuns } as const;
}

export const searchProfiles = {
  "seed-2": {
    about: "SRCH-05, WF-09: 2 min to 10 users, 5 min to 50, 10 min at 50, 2 min down, 1 s pause",
    stages: ramp,
    full: everyRole({ vus: 50 }),
    corpus: "ten-thousand",
  },
  "seed-2-open": {
    about: "SRCH-06: the same way up and down, with 50 arrivals/s that wait for nobody",
    stages: ramp,
    full: everyRole({ ratePerSecond: 50 }),
    corpus: "ten-thousand",
  },
  debug: held("SRCH-24: 10 users for 30 s, with the limits of seed-2", "at-10", 30, everyRole({ vus: 10 })),
  "search-10": held("SRCH-03, SRCH-04: 10/s for 60 s", "at-10", 60, everyRole({ ratePerSecond: 10 })),
  "rounds-10": held("WF-01 to WF-04: 10 rounds/s for 2 min", "at-10", 120, everyRole({ ratePerSecond: 10 })),
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
  tenants: {
    ...held("SRCH-21: two tenants of 25 users each for 2 min", "both", 120, everyRole({ vus: 50 })),
    corpus: "tenants",
  },
  "index-1": indexed("SRCH-01: once cold and once more, as its trip does", 1),
  "index-5": indexed("SRCH-01, SRCH-02: 5 times 10,000 files into an empty database before a short load", 5),
  "index-20": indexed("SRCH-01: the same 20 times", 20),
} as const satisfies Record<string, Profile>;
