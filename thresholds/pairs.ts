/** Limits on a target beside an older one: measured only where BASELINE_TARGET says which that is. */
import type { PairThreshold } from "#contract/resource-threshold";

export const pairs: readonly PairThreshold[] = [
  {
    requirement: "REG-10",
    role: "registry",
    metric: "olderTopRate",
    limit: 0.1,
    scenario: "registry-rush",
    profile: "top-rate",
    pairs: 5,
  },
  {
    requirement: "REG-14",
    role: "registry",
    metric: "rssOfOlder",
    limit: 0.5,
    scenario: "registry",
    profile: "idle-10",
    pairs: 1,
  },
];
