/** Trips break what they say, and a limit on resources that no trip is about is told of. */
import { expect, it } from "vitest";
import { loadResourceThresholds } from "../judge/thresholds.ts";
import { loadTrips, tripName, unclaimedLimits } from "./trip.ts";

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

it("breaks what a trip speaks of, and has each under a name of its own", async () => {
  const trips = await loadTrips();
  const untouched = trips.filter(
    (trip) =>
      "fault" in trip &&
      [trip.target, trip.beside].some((name) => name !== undefined && !trip.fault.includes(`target=${name},`)),
  );
  expect(untouched.map(tripName)).toEqual([]);
  const names = trips.map((trip) => `${trip.scenario} ${tripName(trip)} ${Object.values(trip.settings ?? {}).join()}`);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});
