/** Trips of the codebase server: its database is taken away in every way there is, and the loads of rows are made slow on their own profiles. */
import type { Trip } from "./trip.ts";

const scenario = "search";
const target = "codebase";
const red = ["search.query/errorRate", "search.*/errorRate"];
const rows = ["SRCH-03"];
const late = { scenario, target, red: ["search.query/p95"] } as const;

/** SRCH-05's limit is 2 s, and a request is given up after 5 s. */
const slow = "delay:target=codebase,ms=2500,for=8";

/** A silent database is waited for 4.5 s: longer than that, and what is sent late meanwhile fails as well. */
export const trips: readonly Trip[] = [
  { scenario, fault: "database-kill:target=codebase,for=5", target, red, rows },
  { scenario, fault: "database-cut:target=codebase,for=4", target, red, rows },
  { scenario, fault: "database-freeze:target=codebase,for=10", target, red, rows },
  { scenario, fault: "database-lock:target=codebase,for=10", target, red, rows },
  {
    scenario,
    profile: "index-1",
    target,
    misuse: { about: "with a twentieth of a core while it is filled", starts: { share: 0.05 } },
    red: ["resource.index/indexMaxMs"],
    rows: ["SRCH-01"],
  },
  {
    scenario,
    profile: "index-1",
    target,
    // a statement gives up after 4 s and the job goes on from its checkpoint: it is late by the lock, and complete
    misuse: { about: "locked by another session for 60 s while it is filled", starts: { databaseLockSeconds: 60 } },
    red: ["resource.index/indexMaxMs"],
    rows: ["SRCH-01"],
  },
  {
    scenario,
    profile: "index-1",
    target,
    baselineRuns: 1,
    misuse: { about: "with a slow line to its database while it is filled", starts: { databaseDelayMs: 25 } },
    red: ["resource.index/baseline"],
    rows: ["SRCH-02"],
  },
  { ...late, profile: "search-10", fault: "delay:target=codebase,ms=600,for=6", rows: ["SRCH-03"] },
  {
    ...late,
    profile: "search-10",
    settings: { SEARCH_DIALECT: "codebase-mcp" },
    fault: "delay:target=codebase,ms=700,for=6",
    rows: ["SRCH-23"],
  },
  { ...late, profile: "seed-2", fault: slow, rows: ["SRCH-05"] },
  {
    ...late,
    profile: "seed-2",
    fault: "cut:target=codebase,for=3",
    red: ["search.query/errorRate"],
    rows: ["SRCH-05"],
  },
  { ...late, profile: "debug", fault: slow, rows: ["SRCH-24"] },
  // nobody waits for an answer before the next arrival, so every one of them is late
  { ...late, profile: "seed-2-open", fault: "freeze:target=codebase,for=4.5", rows: ["SRCH-06"] },
  {
    ...late,
    profile: "search-10",
    settings: { REQUEST_RATE: 60 },
    baselineRuns: 2,
    // a fifth of what this server takes alone is 2 ms, less than k6 is late on two cores: above the limit, and undecided
    awayMs: 150,
    fault: "delay:target=codebase,ms=baseline/5,for=6",
    red: ["search.query/baseline"],
    rows: ["SRCH-04"],
  },
  {
    scenario,
    profile: "tenants",
    target,
    settings: { CONCURRENT_USERS: 20 },
    misuse: { about: "with both tenants in one project", settings: { TENANT_PROJECTS: "shared,shared" } },
    durationScale: 0.03,
    red: ["search.query/errorRate"],
    rows: ["SRCH-21"],
  },
];
