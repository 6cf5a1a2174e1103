/** A run is read back from its folder, whole or cut off, and the command that repeats it means the same. */
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readSettings, type Settings } from "#contract/settings";
import { sampleRun } from "../recorded-sample.ts";
import { verdictOf } from "../sample-folder.ts";
import { processUsage } from "./processes.ts";
import { repeatOf } from "./repeat.ts";
import { readRun } from "./run.ts";
import { thinned } from "./thinned.ts";

function settingsOf(...flags: (readonly [string, string])[]): Settings {
  return readSettings({ flags, environment: {} }).settings;
}

describe("a recorded run", () => {
  it("counts from the load's begin, and leaves out a line that is cut off", () => {
    const { periods, faults, processes } = sampleRun();
    expect(periods.map(({ elapsedMs }) => elapsedMs)).toEqual([1000, 2000, 3000, 4000, 5000, 6000, 7000]);
    expect(faults).toMatchObject([{ fromMs: 3000, toMs: 5000 }]);
    expect(processes[0]?.points).toEqual([
      { elapsedMs: 1000, rssMiB: 20, cores: null },
      { elapsedMs: 2000, rssMiB: 40, cores: 0.25 },
      { elapsedMs: 3000, rssMiB: 60, cores: 0.25 },
    ]);
  });

  it("needs nothing but a verdict, and says so when there is none", () => {
    const folder = mkdtempSync(join(tmpdir(), "mesh-load-report-"));
    try {
      expect(() => readRun(folder)).toThrow("has no verdict.json");
      expect(() => readRun(join(folder, "none"))).toThrow("is not there");
      writeFileSync(join(folder, "verdict.json"), JSON.stringify(verdictOf({ gates: [] })));
      appendFileSync(join(folder, "timeline.ndjson"), '{"time":');
      expect(readRun(folder)).toMatchObject({ summary: undefined, periods: [], processes: [], happenings: [] });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("takes no CPU for a process that was started again", () => {
    const row = (timeMs: number, pid: number, cpuSeconds: number) => ({
      timeMs: `${timeMs}`,
      process: "a",
      pid: `${pid}`,
      rssKib: "1024",
      cpuSeconds: `${cpuSeconds}`,
    });
    const [usage] = processUsage(
      [row(0, 1, 5), row(1000, 1, 6), { ...row(2000, 1, 0), rssKib: "" }, row(3000, 2, 0.5)],
      0,
    );
    expect(usage?.points.map(({ cores }) => cores)).toEqual([null, 1, null]);
  });

  it("keeps the worst and all counts when a long run is thinned", () => {
    const { periods } = sampleRun();
    const few = thinned(periods, 3);
    expect(few.map(({ elapsedMs }) => elapsedMs)).toEqual([3000, 6000, 7000]);
    expect(few[1]?.roles.search).toEqual({
      requests: 60,
      errors: { http: 3 },
      operations: { "search.query": { p50: 6, p95: 12, p99: 18, max: 24 } },
    });
  });
});

describe("the command to repeat a run", () => {
  it.each([
    [["PROFILE", "smoke"]],
    [
      ["SCENARIO", "registry"],
      ["FAULT", "kill:target=mcp-mesh,for=5;freeze"],
      ["DURATION_SCALE", "0.5"],
    ],
    [
      ["TARGET", "registry=mcp-mesh,everything"],
      ["SEARCH_WORDS", "it's,$HOME"],
      ["SEED", "7"],
    ],
    [
      ["TARGET", "registry=mcp-mesh@/opt/new one/registry"],
      ["BASELINE_TARGET", "mcp-mesh@/opt/old/registry"],
      ["DURATION", "1.5m"],
    ],
  ] as (readonly [string, string])[][])("means the same settings: %j %j %j", (...flags) => {
    const settings = settingsOf(...flags);
    const line = repeatOf({ settings: JSON.parse(JSON.stringify(settings)) })?.lines[0] ?? "";
    const words = [...line.matchAll(/(\w+)=((?:'[^']*'|\\'|[^\s'])+)/g)];
    const unquoted = (text: string) => text.replace(/'([^']*)'|\\(.)/g, "$1$2").replaceAll("$$", "$");
    expect(line).toMatch(flags.some(([name]) => name === "FAULT") ? /^make fault / : /^make load /);
    expect(settingsOf(...words.map(([, name = "", value = ""]) => [name, unquoted(value)] as const))).toEqual(settings);
  });

  it("says what it cannot bring back", () => {
    const settings = { MCP_URL: ["http://127.0.0.1:1/mcp?(not recorded)"] };
    const again = repeatOf({ settings, revision: "abc+changes" });
    expect(again?.lines).toEqual(["git checkout abc", "make load MCP_URL='http://127.0.0.1:1/mcp?(not recorded)'"]);
    expect(again?.notes).toHaveLength(2);
    expect(repeatOf({})).toBeUndefined();
  });
});
