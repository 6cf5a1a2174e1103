/** Trips of the search gates that hold under a load of their own. */
import type { Trip } from "./trip.ts";

const scenario = "search";
const target = "codebase";

export const trips: readonly Trip[] = [
  // above the 2 s that SRCH-05 and SRCH-24 allow, below a request's timeout
  { scenario, profile: "debug", fault: "delay:target=codebase,ms=2500,for=8", target, red: ["search.query/p95"] },
];
