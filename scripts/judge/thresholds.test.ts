/** Every threshold names its requirement, a limit that can be missed, and an operation that exists. */
import { expect, it } from "vitest";
import { operations } from "#contract/operations";
import { loadThresholds } from "./thresholds.ts";

it("thresholds are complete and none is said twice", async () => {
  const all = await loadThresholds();
  expect(all.length).toBeGreaterThan(0);
  for (const { requirement, operation, below } of all) {
    expect(requirement).toMatch(/^(REG|SRCH|WF|AGT|EVT|API|OPS|REP)-\d\d$/);
    expect(operations).toContain(operation);
    expect(below).toBeGreaterThan(0);
  }
  const ids = all.map(({ operation, metric, profiles }) => `${operation} ${metric} ${profiles ?? ""}`);
  expect(new Set(ids).size).toBe(ids.length);
});
