/** The parts of a night: all that can run here, each once, and no profile forgotten. */
import { beforeAll, describe, expect, it } from "vitest";
import { profiles } from "#contract/profiles";
import { readSettings } from "#contract/settings";
import { scenarioEntries, targetEntries } from "../lib/catalog.ts";
import { settle } from "../run/settle.ts";
import { partName, partSettings } from "./part.ts";
import { type Programme, programme } from "./programme.ts";
import { notNightly, ownOrdinary } from "./row-loads.ts";

const { settings } = readSettings({ flags: [], environment: {} });
let all: Programme;
let names: readonly string[];

beforeAll(async () => {
  all = await programme(settings);
  names = all.parts.map(partName);
});

describe("the parts of a night", () => {
  it("REP-12: every scenario, target and profile is among them or left out with a reason", () => {
    const known = [...names, ...all.leftOut.map(({ name }) => name)].join("\n");
    for (const { name } of scenarioEntries())
      expect(known).toMatch(new RegExp(`^${name}/${ownOrdinary[name] ?? "load"}$`, "m"));
    for (const { name } of targetEntries()) expect(known).toMatch(new RegExp(`[@:]${name}$`, "m"));
    for (const name of Object.keys(profiles).filter((each) => !(notNightly as readonly string[]).includes(each)))
      expect(known, `profile ${name}: add it to row-loads.ts`).toContain(`/${name}`);
  });

  it("each is there once", () => {
    expect(new Set(names).size).toBe(names.length);
  });

  it("a fault is there for what it can break, and nothing else", () => {
    const registry = all.parts.find(({ scenario, profile, target, fault }) => {
      return scenario === "registry" && profile === "load" && target === undefined && fault?.name === "kill";
    })?.fault?.values["target"];
    expect(names).toContain(`registry/load+corrupt-store:${registry}`);
    expect(names).not.toContain(`registry/load+database-kill:${registry}`);
  });

  it("a part is what a run takes as its settings", async () => {
    const some = all.parts.filter((_, index) => index % 100 === 7);
    for (const part of some) expect((await settle(partSettings(part, settings))).mistakes, partName(part)).toEqual([]);
  });

  it("DURATION_SCALE makes them shorter", async () => {
    const { parts } = await programme({ ...settings, DURATION_SCALE: 0.1 });
    const seconds = (list: Programme["parts"]): number => list.reduce((sum, part) => sum + part.seconds, 0);
    expect(seconds(parts)).toBeLessThan(seconds(all.parts) / 1.5);
  });
});
