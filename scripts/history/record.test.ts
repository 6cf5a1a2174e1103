/** What of a run is remembered: numbers that say something of the systems, and no others. */
import { describe, expect, it } from "vitest";
import type { Gate } from "#contract/verdict";
import { recordedGates } from "./record.ts";

const gate = (phase: string, given: Partial<Gate> = {}): Gate => ({
  ...{
    id: `registry.list@mcp-mesh/${phase}/p95`,
    requirement: "REG-06",
    operation: "registry.list",
    target: "mcp-mesh",
  },
  ...{ phase, metric: "p95", limit: 200, observed: 10, samples: 100, ok: true },
  ...given,
});
const phasesOf = (gates: readonly { readonly id: string }[]): readonly (string | undefined)[] =>
  gates.map(({ id }) => id.split("/")[1]);

describe("the gates of a run in the history", () => {
  it("are those that were measured and decided", () => {
    const gates = [gate("ramp"), gate("steady", { observed: null }), gate("peak", { undecided: "generator-limited" })];
    expect(phasesOf(recordedGates({ verdict: "PASS", gates }))).toEqual(["ramp"]);
    expect(recordedGates({ verdict: "INVALID", gates })).toEqual([]);
  });

  it("are none of a phase in which the host took the cores, met or not", () => {
    const gates = [gate("ramp"), gate("steady"), gate("all")];
    const stolen = [
      { phase: "ramp", share: 0.02 },
      { phase: "steady", share: 0.2 },
    ];
    expect(phasesOf(recordedGates({ verdict: "PASS", gates }, stolen))).toEqual(["ramp", "all"]);
  });
});
