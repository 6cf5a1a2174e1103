/** Trips of limits on memory and starts. A limit that a target is listed to miss turns red when it is met: the list is proven too. */
import type { Trip } from "./trip.ts";

const scenario = "registry";
const target = "mcp-mesh";
/** More services than any real load leaves behind, none of which ever goes. */
const evermore = { SCENARIO: "registry-growth" } as const;

export const trips: readonly Trip[] = [
  {
    scenario,
    profile: "starts-20",
    target,
    misuse: { about: "with a tenth of a core at each start", starts: { share: 0.1 } },
    red: ["resource.start/startMaxMs"],
    rows: ["REG-01"],
  },
  {
    scenario,
    profile: "idle-10",
    target,
    misuse: { about: "with one user, whom it meets the limit with", settings: { CONCURRENT_USERS: 1 } },
    red: ["resource.memory/rssMaxKib"],
    rows: ["REG-13"],
  },
  {
    scenario,
    profile: "steady-rss",
    target,
    misuse: { about: "with new services all the time", settings: evermore },
    red: ["resource.memory/rssGrowthMib", "resource.memory/rssLastQuarter"],
    rows: ["REG-15"],
  },
  {
    scenario: "registry-growth",
    profile: "services-100",
    target,
    misuse: { about: "with 3000 services", settings: { CONCURRENT_USERS: 30 } },
    durationScale: 0.5,
    red: ["resource.memory/rssRiseKib"],
    rows: ["REG-24"],
  },
  {
    scenario: "registry-churn",
    profile: "cycles-50",
    target,
    misuse: { about: "with hardly a cycle, so that it meets the limit", settings: { REQUEST_RATE: 0.1 } },
    durationScale: 0.6,
    red: ["resource.memory/rssGrownMib"],
    rows: ["REG-32"],
  },
];
