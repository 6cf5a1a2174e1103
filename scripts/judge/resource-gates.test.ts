/** Limits on resources: met, missed, known to be missed, and undecided where a sample is missing. */
import { describe, expect, test } from "vitest";
import type { ResourceThreshold } from "#contract/resource-threshold";
import type { ResourceEvidence } from "./resource-gates.ts";
import type { Hole, ProcessSeries, ResourceSample } from "./resource-series.ts";
import { evidenceOf, summaryOf } from "./sample-run.ts";
import { judge } from "./verdict.ts";

const loadStartMs = 1_000_000;
const phases = [
  { name: "warmup", startMs: 0, endMs: 5000, isJudged: false, exempt: [] },
  { name: "steady", startMs: 5000, endMs: 65_000, isJudged: true, exempt: [] },
];
const limit: ResourceThreshold = { requirement: "REG-13", role: "registry", metric: "rssMaxKib", limit: 51_200 };

/** Once a second from three seconds before the load to a second after it. */
function series(rssKib: (second: number) => number, holes: readonly Hole[] = []): ProcessSeries {
  const samples = Array.from({ length: 70 }, (_, index): ResourceSample => {
    const second = index - 3;
    const memory = { rssKib: rssKib(second), members: [] };
    return {
      timeMs: loadStartMs + second * 1000,
      pid: 7,
      processes: 1,
      cpuSeconds: 1,
      openFiles: 9,
      threads: 3,
      ...memory,
    };
  });
  return { name: "external", periodMs: 1000, samples, holes };
}

/** Judged as a run in which the registry called `external` was started by us. */
function judged(threshold: ResourceThreshold, own: ProcessSeries | undefined, more: Partial<ResourceEvidence> = {}) {
  const resources: ResourceEvidence = {
    thresholds: [threshold],
    series: new Map(own === undefined ? [] : [["external", own]]),
    loadStartMs,
    startsMs: new Map([["external", []]]),
    ...more,
  };
  const { operations, lateness, thresholds } = summaryOf();
  const summary = summaryOf({ phases, operations, lateness, thresholds, durationMs: 65_000 });
  const verdict = judge(evidenceOf({ summary, resources }));
  const gate = verdict.gates.find(({ operation }) => operation.startsWith("resource."));
  return { ...verdict, gate };
}

describe("the most memory", () => {
  test("within the limit passes, and what it was before the load is told", () => {
    const { verdict, gate, notes } = judged(
      limit,
      series((second) => (second < 0 ? 40_000 : 51_199)),
    );
    expect([verdict, gate?.ok, gate?.observed, gate?.samples]).toEqual(["PASS", true, 51_199, 61]);
    expect(notes).toContain("external: RSS 40000 KiB when the load began");
  });

  test("at the limit fails, with both figures; in the warm-up it does not count", () => {
    const { verdict, exitCode, reasons } = judged(
      limit,
      series((second) => (second === 40 ? 51_200 : 40_000)),
    );
    expect([verdict, exitCode]).toEqual(["FAIL", 99]);
    expect(reasons).toEqual(["resource.memory@external/judged/rssMaxKib (REG-13): 51200 KiB, limit 51200 KiB"]);
    expect(
      judged(
        limit,
        series((second) => (second < 5 ? 90_000 : 40_000)),
      ).verdict,
    ).toBe("PASS");
  });

  test.each([
    [
      "a hole",
      series(() => 1, [{ timeMs: loadStartMs + 9500, why: "gone" }]),
      {},
      /1 samples of external are missing \(gone\)/,
    ],
    ["no process", undefined, {}, /external was not sampled/],
    ["no load", series(() => 1), { loadStartMs: null }, /the load never began/],
  ] as const)("with %s is undecided, and the run proves nothing", (_, own, more, why) => {
    const { verdict, exitCode, reasons } = judged(limit, own, more);
    expect([verdict, exitCode]).toEqual(["INVALID", 3]);
    expect(reasons.join("\n")).toMatch(why);
  });
});

describe("growth", () => {
  const growth: ResourceThreshold = { ...limit, requirement: "REG-15", metric: "rssGrowthMib", limit: 1 };
  const quarter: ResourceThreshold = { ...growth, metric: "rssLastQuarter", limit: 1.1 };
  const leaking = series((second) => 50_000 + 100 * second); // 5.86 MiB a minute, 1.09 times from quarter to quarter

  test("above its limit fails, below it passes", () => {
    expect(judged(growth, leaking).gate).toMatchObject({ ok: false, observed: expect.closeTo(5.859, 2) });
    expect(judged({ ...growth, limit: 6 }, leaking).verdict).toBe("PASS");
  });

  test("from the first quarter to the last is a multiple", () => {
    expect(judged(quarter, leaking).gate).toMatchObject({ ok: true, observed: expect.closeTo(1.087, 2) });
    expect(judged({ ...quarter, limit: 1.05 }, leaking).verdict).toBe("FAIL");
  });

  test("over the whole time is the slope times its length", () => {
    const grown: ResourceThreshold = { ...growth, requirement: "REG-32", metric: "rssGrownMib" };
    const half = { ...leaking, samples: leaking.samples.filter(({ timeMs }) => timeMs <= loadStartMs + 36_000) };
    expect(judged(grown, leaking).gate).toMatchObject({ ok: false, observed: expect.closeTo(5.859, 2) });
    expect(judged({ ...grown, limit: 6 }, leaking).verdict).toBe("PASS");
    expect(judged({ ...grown, limit: 6 }, half).verdict, "sampled for half the time only").toBe("INVALID");
  });

  test("above what there was before the load is judged by the highest", () => {
    const rise: ResourceThreshold = { ...growth, requirement: "REG-24", metric: "rssRiseKib", limit: 6500 };
    expect(judged(rise, leaking).gate).toMatchObject({ ok: false, observed: 6600 });
    expect(judged({ ...rise, limit: 6601 }, leaking).verdict).toBe("PASS");
    const late = { ...leaking, samples: leaking.samples.filter(({ timeMs }) => timeMs >= loadStartMs) };
    expect(judged(rise, late).reasons.join()).toContain("external was not sampled before the load");
  });

  test("of another process at the end is undecided", () => {
    const restarted = leaking.samples.map((sample, index) => (index < 40 ? sample : { ...sample, pid: 8 }));
    expect(judged(growth, { ...leaking, samples: restarted }).verdict).toBe("INVALID");
  });
});

describe("starts", () => {
  const start: ResourceThreshold = { ...limit, requirement: "REG-01", metric: "startMaxMs", limit: 100 };
  const started = (...timesMs: readonly number[]) =>
    judged(start, undefined, { startsMs: new Map([["external", timesMs]]) });

  test("count by the longest; none timed is undecided", () => {
    expect(started(20, 99.9, 30).gate).toMatchObject({ ok: true, observed: 99.9, samples: 3 });
    expect(started(20, 100).verdict).toBe("FAIL");
    expect(started().verdict).toBe("INVALID");
  });
});

describe("a target that is listed to miss a limit", () => {
  const listed: ResourceThreshold = { ...limit, knownMisses: { external: "its runtime alone takes more" } };

  test("passes when it does, and the reason is told", () => {
    const { verdict, reasons, notes } = judged(
      listed,
      series(() => 60_000),
    );
    expect([verdict, reasons]).toEqual(["PASS", ["4 of 5 gates met, 1 missed as listed"]]);
    expect(notes.join("\n")).toMatch(/60000 KiB, limit 51200 KiB, missed as listed: its runtime alone takes more/);
  });

  test("fails when it meets the limit after all", () => {
    const { verdict, reasons } = judged(
      listed,
      series(() => 40_000),
    );
    expect(verdict).toBe("FAIL");
    expect(reasons.join()).toMatch(
      /40000 KiB meets the limit 51200 KiB, though the target is listed .* strike it from the list/,
    );
  });

  test("is undecided where a sample is missing, as any other", () => {
    expect(judged(listed, undefined).verdict).toBe("INVALID");
  });
});

describe("nothing is judged of a target", () => {
  test("this run did not start, and that is told", () => {
    const { verdict, gate, notes } = judged(limit, undefined, { startsMs: new Map() });
    expect([verdict, gate]).toEqual(["PASS", undefined]);
    expect(notes).toContain("REG-13 (RSS max) is not judged for external: this run did not start it");
  });

  test("in a profile the limit does not hold for, or of another role or name", () => {
    for (const other of [{ profiles: ["soak"] }, { role: "mcp" }, { targets: ["else"] }] as const)
      expect(judged({ ...limit, ...other }, undefined).gate).toBeUndefined();
  });

  test("that was broken on purpose", () => {
    const broken = phases.map((phase) => ({ ...phase, exempt: ["external"] }));
    const resources = { thresholds: [limit], series: new Map(), loadStartMs, startsMs: new Map([["external", []]]) };
    const gates = judge(evidenceOf({ summary: summaryOf({ phases: broken }), resources })).gates;
    expect(gates.filter(({ operation }) => operation.startsWith("resource."))).toEqual([]);
  });
});
