/** However long it is asked to be, a load lasts that long, and nothing that is judged becomes too short to judge. */
import { describe, expect, it } from "vitest";
import { phasesOf, plannedMs } from "#contract/phases";
import { type ProfileName, profileNamed, profiles } from "#contract/profiles";
import { readSettings, type Settings } from "#contract/settings";
import { durationMistakes, withDuration } from "./duration.ts";
import type { ChosenFault } from "./fault-choice.ts";
import { faultProfile, leastFaultRun } from "./fault-phases.ts";

function given(settings: Readonly<Record<string, string>>): Settings {
  const read = readSettings({ flags: Object.entries(settings), environment: {} });
  expect(read.mistakes).toEqual([]);
  return read.settings;
}

const fault = { target: "mcp-mesh", lastsSeconds: 5, recoverSeconds: 3 } as ChosenFault;
const names = Object.keys(profiles) as ProfileName[];

describe("DURATION", () => {
  it("is read in seconds, minutes and hours", () => {
    expect(["90", "90s", "1.5m", "2h"].map((written) => given({ DURATION: written }).DURATION)).toEqual([
      90, 90, 90, 7200,
    ]);
    const wrong = ["0", "", "s", "-5", "5d", "1e3", "25h"].filter(
      (written) => readSettings({ flags: [["DURATION", written]], environment: {} }).mistakes.length !== 1,
    );
    expect(wrong).toEqual([]);
  });

  it.each(names)("is the length of the whole load with PROFILE=%s, whose warm-up stays as it is", (name) => {
    const profile = profileNamed(name);
    const longer = withDuration(profile, 3600);
    expect(plannedMs(phasesOf(longer, 1))).toBeCloseTo(3_600_000, -1);
    expect(longer.stages.filter(({ isUnjudged }) => isUnjudged)).toEqual(
      profile.stages.filter(({ isUnjudged }) => isUnjudged),
    );
  });

  it.each(names)("is refused when PROFILE=%s cannot be so short, and taken at what the fix says", (name) => {
    const [mistake] = durationMistakes(given({ PROFILE: name, DURATION: "1" }), []);
    const needed = /DURATION=(\d+)s or more/.exec(mistake?.fix ?? "")?.[1] ?? "";
    expect(durationMistakes(given({ PROFILE: name, DURATION: needed }), [])).toEqual([]);
    const shortest = withDuration(profileNamed(name), Number(needed));
    expect(Math.min(...shortest.stages.map(({ seconds }) => seconds))).toBeGreaterThanOrEqual(1);
    expect(plannedMs(phasesOf(shortest, 1))).toBeCloseTo(Number(needed) * 1000, -1);
  });

  it("is the length of a run with a fault, whose seconds stay as they are", () => {
    const { stages } = faultProfile(profileNamed("load"), [fault], { seconds: 40 });
    expect(stages.map(({ name, seconds }) => `${name} ${seconds}`)).toEqual([
      "warmup 5",
      "before 13.25",
      "breaking 2.5",
      "during 3",
      "recovering 3",
      "after 13.25",
    ]);
  });

  it("is refused when it is shorter than the fault needs", () => {
    const least = leastFaultRun([fault]).seconds;
    expect(least).toBe(17.5);
    expect(durationMistakes(given({ DURATION: "17.5" }), [fault])).toEqual([]);
    expect(durationMistakes(given({ DURATION: "17" }), [fault])).toMatchObject([
      {
        what: expect.stringContaining("DURATION=17s is shorter than the fault needs: 5 s warm-up"),
        fix: expect.stringContaining("DURATION=18s"),
      },
    ]);
  });

  it("is refused beside DURATION_SCALE", () => {
    expect(durationMistakes(given({ DURATION: "60", DURATION_SCALE: "0.5" }), [])).toHaveLength(1);
  });
});
