/** Trips of the codebase server's gates: its database is taken away in every way there is. */
import type { Trip } from "./trip.ts";

const scenario = "search";
const target = "codebase";
const red = ["search.query/errorRate", "search.*/errorRate"];

/** A silent database is waited for 4.5 s: longer than that, and what is sent late meanwhile fails as well. */
export const trips: readonly Trip[] = [
  { scenario, fault: "database-kill:target=codebase,for=5", target, red },
  { scenario, fault: "database-cut:target=codebase,for=4", target, red },
  { scenario, fault: "database-freeze:target=codebase,for=10", target, red },
  { scenario, fault: "database-lock:target=codebase,for=10", target, red },
  {
    scenario,
    profile: "index-1",
    target,
    misuse: { about: "with a twentieth of a core while it is filled", startShare: 0.05 },
    red: ["resource.index/indexMaxMs"],
  },
];
