/** Which limits hold in a run: one that names the profile stands in the place of one that holds everywhere. */
import { expect, it } from "vitest";
import { plannedArrivals, scaledStages } from "#contract/phases";
import { type ProfileName, profileNamed } from "#contract/profiles";
import { appliesTo } from "#contract/threshold";
import { particular } from "./limits.ts";
import { loadThresholds } from "./thresholds.ts";

const all = await loadThresholds();

/** Of the scenario that is named like the role, with nothing broken. */
function holding(profile: ProfileName, role: string): readonly string[] {
  const ofFlow = ["search.find", "workflow.read_item", "workflow.flow", "workflow.create_warned"];
  return particular(all, profile)
    .filter((each) => each.operation.startsWith(`${role}.`) && !ofFlow.includes(each.operation))
    .filter((each) => each.whileBroken === undefined && appliesTo(each, profile))
    .map(({ requirement, operation, metric, below }) => `${requirement} ${operation} ${metric} ${below}`);
}

function shape(profile: ProfileName): readonly unknown[] {
  const { full } = profileNamed(profile);
  const stages = scaledStages(profileNamed(profile), 1).filter(({ isUnjudged }) => isUnjudged !== true);
  return [full.search, ...stages.map(({ seconds, level, shape: how }) => `${how} ${seconds} s to ${level}`)];
}

const ramp = ["ramp 120 s to 0.2", "ramp 300 s to 1", "hold 600 s to 1", "ramp 120 s to 0"];

it("SRCH-05, SRCH-06: the ramp to 50 users, and the same to 50 arrivals a second, each with its limits alone", () => {
  expect(shape("seed-2")).toEqual([{ vus: 50 }, ...ramp]);
  expect(shape("seed-2-open")).toEqual([{ ratePerSecond: 50 }, ...ramp]);
  expect(plannedArrivals(profileNamed("seed-2-open"), "search", 1)).toBe(50 * (12 + 180 + 600 + 60));
  expect(holding("seed-2", "search")).toEqual(["SRCH-05 search.query p95 2000", "SRCH-05 search.query errorRate 0.01"]);
  expect(holding("seed-2-open", "search")).toEqual([
    "SRCH-06 search.query p95 2000",
    "SRCH-06 search.query errorRate 0.01",
  ]);
});

it("SRCH-24: ten users for 30 s have the limits of the ramp", () => {
  expect(shape("debug")).toEqual([{ vus: 10 }, "hold 30 s to 1"]);
  expect(holding("debug", "search")).toEqual(["SRCH-24 search.query p95 2000", "SRCH-24 search.query errorRate 0.01"]);
});

it("SRCH-03: ten searches a second for 60 s, with the limits that hold everywhere", () => {
  expect(shape("search-10")).toEqual([{ ratePerSecond: 10 }, "hold 60 s to 1"]);
  const everywhere = ["SRCH-03 search.query p95 500", "SRCH-03 search.query errorRate 0.01"];
  for (const profile of ["search-10", "load", "smoke"] as const) expect(holding(profile, "search")).toEqual(everywhere);
});

it("SRCH-21: two tenants of 25 users, of whom not one may find what is the other's", () => {
  expect(shape("tenants")).toEqual([{ vus: 50 }, "hold 120 s to 1"]);
  expect(holding("tenants", "search")).toEqual([
    "SRCH-03 search.query p95 500",
    "SRCH-21 search.query errorRate 0.000001",
  ]);
});

it("WF-01, WF-03: ten rounds a second for 2 min, each with a switch and an entity query", () => {
  expect(shape("rounds-10")).toEqual([{ ratePerSecond: 10 }, "hold 120 s to 1"]);
  expect(holding("rounds-10", "workflow").filter((each) => each.includes(" p95 "))).toEqual([
    "WF-01 workflow.switch p95 50",
    "WF-03 workflow.entities p95 100",
    "WF-05 workflow.create_item p95 200",
    "WF-09 workflow.list_items p95 2000",
  ]);
});

it("WF-09: under the ramp every call of the mix has 2 s", () => {
  expect(holding("seed-2", "workflow").filter((each) => each.includes(" p95 "))).toEqual(
    ["switch", "entities", "create_item", "list_items"].map((name) => `WF-09 workflow.${name} p95 2000`),
  );
});
