/** What is wrong with a look is seen: another process, a hole, a wrong shape, counts that do not add up. */
import { describe, expect, it } from "vitest";
import { healthFlaws, histogramFlaws, lifeFlaws } from "./flaws.ts";
import type { Look } from "./looks.ts";

const pool = { size: 20, min_size: 5, max_size: 20, free: 20, waiting: 0, utilization_percent: 0 };

function look(second: number, changes: object = {}): Look {
  const body = {
    status: "healthy",
    timestamp: new Date(second * 1000).toISOString(),
    uptime_seconds: 7 + second,
    version: "1",
    pid: 1,
    database_status: "connected",
    connection_pool: pool,
    details: null,
    ...changes,
  };
  return { atMs: second * 1000, status: 200, body };
}

const life = (count: number): Look[] => Array.from({ length: count }, (_, index) => look(index));

describe("a life", () => {
  it("of one process that always answers has no flaw", () => expect(lifeFlaws(life(5))).toEqual([]));

  it.each([
    ["of two processes", look(5, { pid: 2 }), "2 processes answered"],
    ["that begins again", look(5, { uptime_seconds: 1 }), "the uptime did not rise with the clock 1 times"],
    ["with a hole", { atMs: 5000, status: undefined, body: undefined }, "1 of 6 looks were not answered"],
  ])("%s has one", (_, last, flaw) => expect(lifeFlaws([...life(5), last])).toEqual([flaw]));

  it("may miss one look in a thousand, not two", () => {
    const hole = { atMs: 0, status: undefined, body: undefined };
    expect(lifeFlaws([...life(1139), hole])).toEqual([]);
    expect(lifeFlaws([...life(1138), hole, hole])).toEqual(["2 of 1140 looks were not answered"]);
  });
});

it.each([
  [
    "whose status denies its numbers",
    { database_status: "disconnected" },
    "healthy, though disconnected and 0 % in use",
  ],
  ["whose use denies its numbers", { connection_pool: { ...pool, free: 3 } }, "0 % in use, 85 by its numbers"],
  ["with a key too many", { more: 1 }, "keys connection_pool database_status details more"],
])("a health %s has a flaw", (_, changes, flaw) => {
  expect(healthFlaws(look(1))).toEqual([]);
  expect(healthFlaws(look(1, changes)).join()).toContain(flaw);
});

it.each([
  ["cumulative", [3, 2, 4]],
  ["whole", [1, 2, 3]],
])("buckets that are not %s are a flaw", (_, counts) => {
  const bounds = [0.1, 1, "+Inf"];
  const metrics = (values: readonly number[]): object => ({
    counters: [{ name: "c", value: 1 }],
    histograms: [
      { name: "h", buckets: values.map((count, index) => ({ bucket_le: bounds[index], count })), count: 4, sum: 1 },
    ],
  });
  expect(histogramFlaws(metrics([1, 2, 4]))).toEqual([]);
  expect(histogramFlaws(metrics(counts))).toEqual([`h: counts ${counts} of 4`]);
});
