/** Profiles that rows of the registry ask for. */
import { everyRole, type Profile, standard, warmup } from "./profile.ts";

export const registryProfiles = {
  "resolve-100": {
    about: "REG-25: one user looks capabilities up among 100 services",
    stages: [
      { ...warmup, seconds: 2, level: 1 },
      { name: "lookups", seconds: 10, level: 1, shape: "hold" },
    ],
    full: everyRole({ vus: 1 }),
    services: 100,
    without: ["registry.register", "registry.leave"], // they frame the lookups; failures of them count for the role
  },
  "list-100": {
    about: "REG-09: 100 users look at the list at the same instant, each second for 30 s",
    stages: [
      { ...warmup, level: 1 },
      { name: "looks", seconds: 30, level: 1, shape: "hold" },
    ],
    full: everyRole({ vus: 100 }),
    // they frame the looks, amid which agents beat
    without: ["registry.register", "registry.heartbeat", "registry.leave"],
  },
  "beats-200": {
    about: "REG-19: 200 agents beat every 5 s for 5 min",
    stages: [
      { ...warmup, seconds: 10, level: 1 },
      { name: "beats", seconds: 300, level: 1, shape: "hold" },
    ],
    full: everyRole({ vus: 200 }),
    without: ["registry.register", "registry.leave"], // they frame the beats; failures of them count for the role
  },
  "starts-20": {
    about: "REG-01: 20 starts on an empty store before a short load",
    stages: [
      { ...warmup, seconds: 2 },
      { name: "steady", seconds: 5, level: 0.5, shape: "hold" },
    ],
    full: standard,
    starts: 20,
  },
  "idle-10": {
    about: "REG-13: 10 users for 10 s, for the memory a target needs at least",
    stages: [
      { ...warmup, seconds: 2 },
      { name: "idle", seconds: 10, level: 1, shape: "hold" },
    ],
    full: everyRole({ vus: 10 }),
  },
  "top-rate": {
    about: "REG-10: users in a hurry, twice as many each step: the highest rate a registry still answers well",
    stages: [
      { ...warmup, seconds: 2, level: 1 / 16 },
      { name: "users-2", seconds: 3, level: 1 / 16, shape: "hold" },
      { name: "users-4", seconds: 3, level: 1 / 8, shape: "hold" },
      { name: "users-8", seconds: 3, level: 1 / 4, shape: "hold" },
      { name: "users-16", seconds: 3, level: 1 / 2, shape: "hold" },
      { name: "users-32", seconds: 3, level: 1, shape: "hold" },
    ],
    full: everyRole({ vus: 32 }),
    // each step is more than some registry can do: that is what is looked for
    without: ["registry.heartbeat", "registry.register", "registry.resolve", "registry.leave"],
  },
  "steady-rss": {
    about: "REG-15: 10 users for 60 s, for memory that should not grow",
    stages: [warmup, { name: "steady", seconds: 60, level: 1, shape: "hold" }],
    full: everyRole({ vus: 10 }),
  },
  "services-100": {
    about: "REG-24: 100 services join and stay, for the memory they cost",
    stages: [
      { ...warmup, level: 1 },
      { name: "settled", seconds: 20, level: 1, shape: "hold" },
    ],
    full: everyRole({ vus: 1 }),
    services: 100,
    without: ["registry.register", "registry.leave", "registry.resolve"], // they frame it; failures of them count for the role
  },
  "churn-10": {
    about: "REG-26: 10 users join, look themselves up and leave, a hundred times each at least",
    stages: [
      { ...warmup, seconds: 2, level: 1 },
      { name: "rounds", seconds: 20, level: 1, shape: "hold" },
    ],
    full: everyRole({ vus: 10 }),
  },
  "cycles-50": {
    about: "REG-32: 50 cycles of 100 joins and leaves, the first ten unjudged, for memory that should not grow",
    stages: [
      { ...warmup, seconds: 10, level: 1 },
      { name: "cycles", seconds: 40, level: 1, shape: "hold" },
    ],
    full: everyRole({ ratePerSecond: 100 }),
  },
} as const satisfies Record<string, Profile>;
