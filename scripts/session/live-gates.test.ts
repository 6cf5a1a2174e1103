import { describe, expect, it } from "vitest";
import type { Threshold } from "#contract/threshold";
import type { Snapshot } from "../run/snapshots.ts";
import { liveGate } from "./live-gates.ts";

const system = { role: "mcp", target: "sdk-v2", url: "http://127.0.0.1:1/mcp", dialect: "auto" } as const;
const p95: Threshold = { requirement: "API-12", operation: "mcp.call", metric: "p95", below: 200 };
const errorRate: Threshold = { requirement: "API-13", operation: "mcp.call", metric: "errorRate", below: 0.01 };

function totals(values: Readonly<Record<string, Readonly<Record<string, number>>>>): Snapshot {
  return new Map(Object.entries(values).map(([name, each]) => [`${name}{part:mcp/sdk-v2/steady}`, each]));
}
const live = (threshold: Threshold, values: Snapshot) => liveGate({ threshold, system, phase: "steady" }, values);

const many = { http_reqs: { count: 5000 }, mcp_call_failed: { rate: 0 } };

describe("a gate while the load lasts", () => {
  it("is open before the first sample", () => {
    expect(live(p95, totals({})).gate).toMatchObject({ observed: null, ok: false, undecided: "no sample yet" });
  });

  it.each([
    [150, true],
    [200, false],
  ])("compares k6's p95 of its phase: %d ms", (value, ok) => {
    const { gate } = live(p95, totals({ ...many, mcp_call: { "p(95)": value, max: value } }));
    expect(gate).toMatchObject({ metric: "p95", observed: value, ok, limit: 200 });
    expect(gate.undecided).toBeUndefined();
  });

  it("takes the maximum where there cannot be enough samples, as the judge does", () => {
    const few = totals({
      http_reqs: { count: 199 },
      mcp_call_failed: { rate: 0 },
      mcp_call: { "p(95)": 10, max: 300 },
    });
    expect(live(p95, few).gate).toMatchObject({ metric: "max", observed: 300, ok: false });
  });

  it("tells a maximum above the limit, which counts if samples stay few", () => {
    expect(live(p95, totals({ ...many, mcp_call: { "p(95)": 10, max: 300 } }))).toMatchObject({
      gate: { ok: true },
      note: "its max, 300 ms, counts if it gets under 200 samples",
    });
  });

  it("is red where nothing was answered rightly, and by the share of failures", () => {
    const failing = totals({ http_reqs: { count: 50 }, mcp_call_failed: { rate: 0.5 } });
    expect(live(p95, failing).gate).toMatchObject({ observed: null, ok: false });
    expect(live(p95, failing).gate.undecided).toBeUndefined();
    expect(live(errorRate, failing).gate).toMatchObject({ observed: 0.5, ok: false });
  });
});
