/** Trips break what they say, and a limit on resources that no trip is about is told of. */

import { expect, it } from "vitest";
import type { Baseline } from "#contract/baseline";
import { loadResourceThresholds } from "../judge/thresholds.ts";
import { type FaultTrip, faultText, loadTrips, tripName, unclaimedLimits } from "./trip.ts";

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

it("delays by a share of what the baseline says of the trip's row, in whole milliseconds", async () => {
  const entry = {
    target: "codebase",
    scenario: "search",
    profile: "search-10",
    load: { vus: 1 },
    durationScale: 1,
  } as const;
  const measured = { metric: "search.query p95", runsMs: [], samples: 240, date: "" };
  const entries = [
    { ...entry, ...measured, requirement: "SRCH-03", valueMs: 100 },
    { ...entry, ...measured, requirement: "SRCH-04", valueMs: 9.2 },
  ];
  const surroundings = {} as Baseline["surroundings"];
  const baseline: Baseline = { schemaVersion: 1, date: "", revision: null, surroundings, entries };
  const trip: FaultTrip = {
    scenario: "search",
    target: "codebase",
    fault: "delay:target=codebase,ms=baseline/5,for=6",
    red: [],
    rows: ["SRCH-04"],
  };
  expect(faultText(trip, baseline)).toBe("delay:target=codebase,ms=2,for=6");
  expect(faultText({ ...trip, fault: "delay:target=codebase,ms=10" }, "none")).toBe("delay:target=codebase,ms=10");
  expect(() => faultText(trip, "none")).toThrow("there is no baseline of SRCH-04");
});
