/** Resources: growth is told from wandering, and what was not sampled is not known. */
import { describe, expect, test } from "vitest";
import type { Hole, ProcessSeries, ResourceSample } from "./resource-series.ts";
import { average, averageCores, growth, highest, isLeak } from "./resources.ts";
import { fitSlope } from "./slope.ts";

const periodMs = 1000;
const window = { fromMs: 0, toMs: 119_000 };

function seriesOf(rssKib: (second: number) => number, more: Partial<ProcessSeries> = {}): ProcessSeries {
  const samples = Array.from({ length: 120 }, (_, second): ResourceSample => {
    const value = rssKib(second);
    const counts = { processes: 1, openFiles: 20, threads: 11, members: [{ pid: 7, rssKib: value }] };
    return { timeMs: second * periodMs, pid: 7, rssKib: value, cpuSeconds: second / 4, ...counts };
  });
  return { name: "service", periodMs, samples, holes: [], ...more };
}

/** Repeatable noise between -1 and 1. */
function noise(seed: number): number {
  const value = Math.sin(seed * 12.9898) * 43_758.5453;
  return 2 * (value - Math.floor(value)) - 1;
}

/** Wanders off and comes back within some ten samples, as collected memory does. */
function wandering(seed: number): (second: number) => number {
  let off = 0;
  return (second) => {
    off = 0.9 * off + 200 * noise(seed * 1000 + second);
    return 50_000 + off;
  };
}

describe("a slope", () => {
  test("is that of a worked example, with its bounds", () => {
    // y = 2.2 + 0.6 x over 1..5, SSE 2.4, Sxx 10, t(3) 3.182: 0.6 ± 0.900
    const points = [2, 4, 5, 4, 5].map((y, index) => ({ x: index + 1, y }));
    expect(fitSlope(points)).toMatchObject({ samples: 5, effectiveSamples: 5 });
    expect(fitSlope(points)?.slope).toBeCloseTo(0.6, 9);
    expect(fitSlope(points)?.low).toBeCloseTo(0.6 - 0.9, 3);
    expect(fitSlope(points)?.high).toBeCloseTo(0.6 + 0.9, 3);
  });

  test("of what does not change is 0, without doubt", () => {
    expect(fitSlope([1, 2, 3, 4].map((x) => ({ x, y: 9 })))).toMatchObject({ slope: 0, low: 0, high: 0 });
  });

  test("needs three points at different places", () => {
    expect(fitSlope([1, 2].map((x) => ({ x, y: x })))).toBeUndefined();
    expect(fitSlope([1, 1, 1].map((x) => ({ x, y: x })))).toBeUndefined();
  });
});

describe("growth", () => {
  test("of a steady leak under a garbage collector's saw is a leak above its limit and none below", () => {
    const found = growth(
      seriesOf((second) => 50_000 + 20 * second + 3000 * ((second % 7) / 7)),
      "rssKib",
      window,
    );
    if (!found.isKnown) throw new Error(found.why);
    expect(found.value.low).toBeLessThan(1200);
    expect(found.value.high).toBeGreaterThan(1200);
    expect(isLeak(found.value, 512)).toBe(true);
    expect(isLeak(found.value, 1200)).toBe(false);
  });

  test("of memory that only wanders is seldom called a leak", () => {
    const independent = (at: number): number => 50_000 + 400 * noise(at);
    const leaks = (make: (seed: number) => (second: number) => number): number =>
      Array.from({ length: 100 }, (_, seed) => growth(seriesOf(make(seed + 1)), "rssKib", window)).filter(
        (found) => found.isKnown && isLeak(found.value, 0),
      ).length;
    expect(leaks((seed) => (second) => independent(seed * 1000 + second))).toBeLessThanOrEqual(8);
    expect(leaks(wandering)).toBeLessThanOrEqual(8); // about 30 when the samples are taken as independent
  });

  test("across a restart is not known", () => {
    const series = seriesOf(() => 50_000);
    const samples = series.samples.map((sample, index) => (index < 60 ? sample : { ...sample, pid: 8 }));
    expect(growth({ ...series, samples }, "rssKib", window)).toEqual({
      isKnown: false,
      why: "service was another process at the end than at the beginning",
    });
    expect(averageCores({ ...series, samples }, window).isKnown).toBe(false);
    expect(highest({ ...series, samples }, "rssKib", window)).toEqual({ isKnown: true, value: 50_000 });
  });
});

describe("a window", () => {
  const rising = seriesOf((second) => second);

  test("has a highest, a mean and busy cores", () => {
    expect(highest(rising, "rssKib", window)).toEqual({ isKnown: true, value: 119 });
    expect(average(rising, "rssKib", { fromMs: 10_000, toMs: 20_000 })).toEqual({ isKnown: true, value: 15 });
    expect(averageCores(rising, window)).toEqual({ isKnown: true, value: 0.25 });
  });

  test("with a hole is not known; a hole beside it does not matter", () => {
    const holes: Hole[] = [{ timeMs: 30_500, why: "gone" }];
    const series = { ...rising, holes };
    const why = "1 samples of service are missing (gone)";
    for (const found of [highest(series, "rssKib", window), growth(series, "threads", window)])
      expect(found).toEqual({ isKnown: false, why });
    expect(highest(series, "rssKib", { fromMs: 31_000, toMs: 60_000 })).toEqual({ isKnown: true, value: 60 });
  });

  test("that reaches beyond what was sampled is not known, nor is one nobody sampled in", () => {
    const why = "service was not sampled throughout";
    expect(highest(rising, "rssKib", { ...window, toMs: 130_000 })).toEqual({ isKnown: false, why });
    const samples = rising.samples.filter((_, index) => index < 40 || index > 43);
    expect(highest({ ...rising, samples }, "rssKib", window)).toEqual({ isKnown: false, why });
    expect(average({ ...rising, samples: [] }, "rssKib", { fromMs: 0, toMs: 500 }).isKnown).toBe(false);
  });

  test("with open files that could not be read is known for everything else", () => {
    const samples = rising.samples.map((sample, index) => (index === 3 ? { ...sample, openFiles: null } : sample));
    const series = { ...rising, samples };
    expect(highest(series, "openFiles", window)).toEqual({
      isKnown: false,
      why: "openFiles of service could not be read 1 times",
    });
    expect(highest(series, "threads", window)).toEqual({ isKnown: true, value: 11 });
  });
});
