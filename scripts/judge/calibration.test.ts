/** Where the generator becomes late, read off ramps. */
import { describe, expect, it } from "vitest";
import { type Calibration, type CalibrationStep, calibrationSchemaVersion } from "#contract/calibration";
import { calibrationFor, limitsOfRamps, uncalibrated } from "./calibration.ts";

const step = (cores: number, runDelay: number, canaryP99Ms: number): CalibrationStep => ({
  users: 5,
  requestsPerSecond: 500,
  cores,
  runDelay,
  canaryP99Ms,
});

describe("the limits of ramps", () => {
  it("lie where the canary is 8 ms late, between the steps around it", () => {
    const ramp = [step(0.2, 0.01, 1), step(0.5, 0.25, 4), step(1, 0.75, 12)];
    expect(limitsOfRamps([ramp])).toEqual({ cores: 0.75, runDelay: 0.5 });
  });

  it("are the most that was reached where it never was late", () => {
    expect(limitsOfRamps([[step(0.2, 0.1, 1), step(0.9, 0.05, 3)]])).toEqual({ cores: 0.9, runDelay: 0.1 });
  });

  it("are those of the ramp that something else disturbed least", () => {
    const ramps = [0.5, 0.9, 0.6].map((cores) => [step(cores, 1 - cores, 8)]);
    expect(limitsOfRamps(ramps)).toEqual({ cores: 0.9, runDelay: 1 - 0.9 });
  });
});

describe("a calibration", () => {
  const here = { system: "Linux", cpu: "one", cores: 4, memoryGiB: 8, generatorCores: "3", k6: "2.2.0" };
  const recorded: Calibration = {
    schemaVersion: calibrationSchemaVersion,
    date: "2026-11-21T00:00:00.000Z",
    revision: null,
    surroundings: here,
    limits: { cores: 2, runDelay: 1 },
    ramps: [],
  };

  it("holds where it was measured", () => {
    expect(calibrationFor(here, recorded)).toEqual({ limits: recorded.limits, date: recorded.date });
  });

  it("holds nowhere else, and says why", () => {
    expect(calibrationFor({ ...here, cores: 8 }, recorded)).toEqual({
      limits: uncalibrated,
      missing: "it was measured elsewhere: cores 4 there, 8 here",
    });
  });
});
