/** Profiles for any system: how hard an ordinary day, a rush or a long half hour is. */
import { eachLoad, type Profile, standard, warmup } from "./profile.ts";

function times(full: Profile["full"], factor: number): Profile["full"] {
  return eachLoad(full, (load) =>
    "vus" in load ? { vus: load.vus * factor } : { ratePerSecond: load.ratePerSecond * factor },
  );
}

export const generalProfiles = {
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
  round: {
    about: "one round of `make ab`: seconds, at a rate that gives each percentile its samples",
    stages: [
      { ...warmup, seconds: 2, level: 1 },
      { name: "steady", seconds: 8, level: 1, shape: "hold" },
    ],
    full: times(standard, 3),
  },
} as const satisfies Record<string, Profile>;
