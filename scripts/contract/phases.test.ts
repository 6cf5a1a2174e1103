/** Phases cover the run without a gap, whatever the scale. */
import { describe, expect, it } from "vitest";
import { phasesOf, plannedArrivals, plannedMs } from "./phases.ts";
import { type ProfileName, profileNamed, profiles } from "./profiles.ts";

describe("phases", () => {
  it.each(Object.keys(profiles) as ProfileName[])(
    "of %s follow each other without a gap and judge something",
    (name) => {
      for (const scale of [0.01, 0.3, 1, 7]) {
        const phases = phasesOf(profileNamed(name), scale);
        for (const [index, phase] of phases.entries())
          expect(phase.startMs).toBe(index === 0 ? 0 : phases[index - 1]?.endMs);
        expect(phases.some(({ isJudged }) => isJudged)).toBe(true);
        expect(new Set(phases.map((phase) => phase.name)).size).toBe(phases.length);
      }
    },
  );

  it("keep the lengths that requirements name", () => {
    expect(plannedMs(phasesOf(profileNamed("seed-2"), 1))).toBe((2 + 5 + 10 + 2) * 60_000);
    expect(plannedMs(phasesOf(profileNamed("phases-4"), 1))).toBe(120_000);
    expect(plannedMs(phasesOf(profileNamed("smoke"), 1))).toBeLessThanOrEqual(10_000);
  });

  it("count the arrivals of an open model as the area under its rate", () => {
    expect(plannedArrivals(profileNamed("phases-4"), "search", 1)).toBe(30 * 10 + 60 * 20 + 30 * 50);
    expect(plannedArrivals(profileNamed("load"), "search", 1)).toBe(5 * 10 + 15 * 15 + 25 * 20);
    expect(plannedArrivals(profileNamed("load"), "registry", 1)).toBeUndefined();
  });
});
