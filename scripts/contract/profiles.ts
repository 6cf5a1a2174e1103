/** How hard a run pushes: named stages whose level is a share of each role's full load. */
import type { Operation } from "./operations.ts";
import { type Role, roles } from "./roles.ts";

/** Full load of one role: virtual users (closed model) or arrivals per second (open model). */
export type FullLoad = { readonly vus: number } | { readonly ratePerSecond: number };

export interface Stage {
  /** The phase tag of everything measured in it. */
  readonly name: string;
  readonly seconds: number;
  /** Level at the end of the stage, as a share of full load. */
  readonly level: number;
  /** `ramp` moves to the level over the whole stage, `hold` is there from its first second. */
  readonly shape: "ramp" | "hold";
  /** Not judged, as a warm-up is not: a server that has just started answers slower. */
  readonly isUnjudged?: true;
  /** Targets that are broken on purpose in it: no limit holds for them. */
  readonly exempt?: readonly string[];
}

export interface Profile {
  readonly about: string;
  readonly stages: readonly Stage[];
  readonly full: { readonly [R in Role]: FullLoad };
  /** Each target with a limit on its start is started this often before the load, and timed. */
  readonly starts?: number;
  /** Services registered before the load, for lookups among a known number. */
  readonly services?: number;
  /** Operations its users do not perform in every phase, or never: limits on them do not apply. */
  readonly without?: readonly Operation[];
}

/** A load that a laptop's two shared cores carry with the generator below a third of one. */
const standard: Profile["full"] = {
  registry: { vus: 20 },
  search: { ratePerSecond: 20 },
  workflow: { vus: 5 },
  mcp: { vus: 3 },
};

/** Each role's load, changed alike. */
export function eachLoad(full: Profile["full"], change: (load: FullLoad) => FullLoad): Profile["full"] {
  return Object.fromEntries(roles.map((role) => [role, change(full[role])])) as Profile["full"];
}

function times(full: Profile["full"], factor: number): Profile["full"] {
  return eachLoad(full, (load) =>
    "vus" in load ? { vus: load.vus * factor } : { ratePerSecond: load.ratePerSecond * factor },
  );
}

function everyRole(load: FullLoad): Profile["full"] {
  return eachLoad(standard, () => load);
}

const warmup: Stage = { name: "warmup", seconds: 5, level: 0.5, shape: "hold", isUnjudged: true };

export const profiles = {
  smoke: {
    about: "does it work at all: a few users for seconds",
    stages: [
      { ...warmup, seconds: 2 },
      { name: "steady", seconds: 5, level: 0.5, shape: "hold" },
    ],
    full: standard,
  },
  load: {
    about: "an ordinary day: up to full load, then hold it",
    stages: [
      warmup,
      { name: "ramp", seconds: 15, level: 1, shape: "ramp" },
      { name: "steady", seconds: 25, level: 1, shape: "hold" },
    ],
    full: standard,
  },
  stress: {
    about: "above an ordinary day: steps to four times full load",
    stages: [
      { ...warmup, seconds: 10 },
      { name: "step-1x", seconds: 30, level: 0.25, shape: "hold" },
      { name: "step-2x", seconds: 30, level: 0.5, shape: "hold" },
      { name: "step-4x", seconds: 30, level: 1, shape: "hold" },
    ],
    full: times(standard, 4),
  },
  spike: {
    about: "a sudden rush: five times the load within a second, then back",
    stages: [
      warmup,
      { name: "before", seconds: 20, level: 0.2, shape: "hold" },
      { name: "spike", seconds: 15, level: 1, shape: "hold" },
      { name: "after", seconds: 20, level: 0.2, shape: "hold" },
    ],
    full: times(standard, 5),
  },
  soak: {
    about: "half load for half an hour: what grows, leaks or slows",
    stages: [
      { ...warmup, seconds: 30 },
      { name: "first-quarter", seconds: 450, level: 0.5, shape: "hold" },
      { name: "middle", seconds: 900, level: 0.5, shape: "hold" },
      { name: "last-quarter", seconds: 450, level: 0.5, shape: "hold" },
    ],
    full: standard,
  },
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
  "phases-4": {
    about: "API-01: 30 s at 10/s, 60 s at 20/s, 30 s at 50/s",
    stages: [
      { name: "at-10", seconds: 30, level: 0.2, shape: "hold" },
      { name: "at-20", seconds: 60, level: 0.4, shape: "hold" },
      { name: "at-50", seconds: 30, level: 1, shape: "hold" },
    ],
    full: everyRole({ ratePerSecond: 50 }),
  },
  "resolve-100": {
    about: "REG-25: one user looks capabilities up among 100 services",
    stages: [
      { ...warmup, seconds: 2, level: 1 },
      { name: "lookups", seconds: 10, level: 1, shape: "hold" },
    ],
    full: everyRole({ vus: 1 }),
    services: 100,
    // joining and leaving only frame the lookups; failures of them count for the role
    without: ["registry.heartbeat", "registry.list", "registry.register", "registry.leave"],
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
  "steady-rss": {
    about: "REG-15: 10 users for 60 s, for memory that should not grow",
    stages: [warmup, { name: "steady", seconds: 60, level: 1, shape: "hold" }],
    full: everyRole({ vus: 10 }),
  },
} as const satisfies Record<string, Profile>;

export type ProfileName = keyof typeof profiles;

export function profileNamed(name: ProfileName): Profile {
  return profiles[name];
}
