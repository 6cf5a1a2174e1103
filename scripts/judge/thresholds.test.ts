/** Every threshold names its requirement, a limit that can be missed, and what it limits. */
import { expect, it } from "vitest";
import { operations } from "#contract/operations";
import { resourceMetrics } from "#contract/resource-threshold";
import { loadTargets } from "../targets/target.ts";
import { loadResourceThresholds, loadThresholds } from "./thresholds.ts";

const requirementId = /^(REG|SRCH|WF|AGT|EVT|API|OPS|REP)-\d\d$/;

it("thresholds are complete and none is said twice", async () => {
  const all = await loadThresholds();
  expect(all.length).toBeGreaterThan(0);
  for (const { requirement, operation, below } of all) {
    expect(requirement).toMatch(requirementId);
    expect(operations).toContain(operation);
    expect(below).toBeGreaterThan(0);
  }
  const ids = all.map(
    ({ operation, metric, profiles, whileBroken }) => `${whileBroken} ${operation} ${metric} ${profiles ?? ""}`,
  );
  expect(new Set(ids).size).toBe(ids.length);
});

it("limits on resources are complete, and every listed miss is of a target they hold for, with a reason", async () => {
  const all = await loadResourceThresholds();
  const known = (await loadTargets()).map(({ name, role }) => `${role} ${name}`);
  expect(all.length).toBeGreaterThan(0);
  for (const { requirement, role, targets, metric, limit, knownMisses = {} } of all) {
    expect(requirement).toMatch(requirementId);
    expect(Object.keys(resourceMetrics)).toContain(metric);
    expect(limit).toBeGreaterThan(0);
    for (const name of targets ?? []) expect(known).toContain(`${role} ${name}`);
    for (const [name, why] of Object.entries(knownMisses)) {
      expect(targets ?? [name]).toContain(name);
      expect(known).toContain(`${role} ${name}`);
      expect(why.length).toBeGreaterThan(20);
    }
  }
  const ids = all.map(
    ({ role, targets, process, metric, profiles }) => `${role} ${targets} ${process} ${metric} ${profiles}`,
  );
  expect(new Set(ids).size).toBe(ids.length);
});
