/** A snapshot becomes a line of the series: what happened, in the suite's own words, and nothing that did not. */
import { describe, expect, it } from "vitest";
import { periodOf } from "./series.ts";
import type { Snapshot } from "./snapshots.ts";

const snapshot: Snapshot = new Map([
  ["time", { value: 10_000 }],
  ["vus", { value: 6 }],
  ["http_reqs{role:search}", { count: 40, rate: 40 }],
  ["search_query{role:search}", { med: 2, "p(95)": 4, "p(99)": 5, max: 6, min: 1 }],
  ["registry_list{role:registry}", { med: 0, "p(95)": 0, "p(99)": 0, max: 0, min: 0 }],
  ["operation_errors{failure:search.http}", { count: 3, rate: 3 }],
]);

describe("series", () => {
  it("counts from the load's begin, leaves the canary out, and tells failures by role and class", () => {
    expect(periodOf(snapshot, 7000, ["search", "registry"])).toEqual({
      elapsedMs: 3000,
      vus: 5,
      roles: {
        search: {
          requests: 40,
          errors: { http: 3 },
          operations: { "search.query": { p50: 2, p95: 4, p99: 5, max: 6 } },
        },
        registry: { requests: 0, errors: {}, operations: {} },
      },
    });
  });

  it("says nothing of a snapshot without a time", () => {
    expect(periodOf(new Map(), 0, ["search"])).toBeUndefined();
  });
});
