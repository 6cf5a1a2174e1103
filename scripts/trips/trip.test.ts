/** A limit on resources that no trip is about is told of, whatever else is proven. */
import { expect, it } from "vitest";
import { loadResourceThresholds } from "../judge/thresholds.ts";
import { loadTrips, unclaimedLimits } from "./trip.ts";

it("names limits on resources without a trip of their profile", async () => {
  const [trips, limits] = [await loadTrips(), await loadResourceThresholds()];
  const known = limits.filter(({ requirement }) => requirement === "REG-24");
  expect(unclaimedLimits(trips, known)).toEqual([]);
  expect(
    unclaimedLimits(
      trips.filter(({ profile }) => profile !== "services-100"),
      known,
    ),
  ).toEqual(["REG-24 registry: RSS rise"]);
  expect(
    unclaimedLimits(
      trips,
      known.map((limit) => ({ ...limit, profiles: ["smoke"] })),
    ),
  ).toHaveLength(1);
});
