/** A trip proves a gate only when it was green before, red meanwhile and green after, and no other target's turned. */
import { describe, expect, it } from "vitest";
import { type Gate, type Verdict, verdictSchemaVersion } from "#contract/verdict";
import { proofOf, proofOfMisuse } from "./proof.ts";

const claim = { target: "a", red: ["search.query/p95"], rows: ["T-1"] };

function gate(phase: string, ok: boolean, changes: Partial<Gate> = {}): Gate {
  const base = {
    requirement: "T-1",
    operation: "search.query",
    target: "a",
    metric: "max",
    limit: 1,
    observed: 1,
    samples: 9,
  };
  const made = { ...base, phase, ok, ...changes };
  return { ...made, id: `${made.operation}@${made.target}/${phase}/p95` };
}

function verdictOf(...gates: readonly Gate[]): Verdict {
  return { schemaVersion: verdictSchemaVersion, verdict: "FAIL", exitCode: 99, reasons: [], notes: [], gates };
}

const [wellBefore, red, wellAfter] = [gate("before", true), gate("during", false), gate("after", true)];

describe("a trip", () => {
  it("OPS-07: proves a gate that was green, red and green", () => {
    const proof = proofOf(claim, verdictOf(wellBefore, red, wellAfter));
    expect(proof).toMatchObject({ judged: ["search.query@a/p95"], turned: ["search.query@a/p95"], faults: [] });
  });

  it.each([
    ["stayed green", [wellBefore, gate("during", true), wellAfter]],
    ["stayed green", [wellBefore, gate("during", false, { undecided: "no sample" }), wellAfter]],
    ["was not green before", [gate("before", false), red, wellAfter]],
    ["was not green again after", [wellBefore, red, gate("after", false)]],
    [
      "turned red as well, though nobody touched b",
      [wellBefore, red, wellAfter, gate("during", false, { target: "b" })],
    ],
    ["there is no gate", [wellBefore, wellAfter]],
    [
      "no gate of T-1 turned red",
      [wellBefore, { ...red, requirement: "T-2" }, gate("during", true, { operation: "search.find" }), wellAfter],
    ],
  ])("OPS-07: proves nothing of one that %s", (said, gates) => {
    expect(proofOf(claim, verdictOf(...gates)).faults.join()).toContain(said);
  });
});

it("a gate that a trip says stays red may be red afterwards, and no other", () => {
  const stuck = verdictOf(wellBefore, red, gate("after", false));
  expect(proofOf({ ...claim, lasting: claim.red }, stuck).faults).toEqual([]);
  expect(proofOf({ ...claim, lasting: ["search.find/p95"] }, stuck).faults).toHaveLength(1);
});

describe("a trip of two runs", () => {
  const leak = { target: "a", red: ["resource.memory/rssMaxKib"], rows: ["T-1"] };
  const memory = (ok: boolean, changes: Partial<Gate> = {}): Gate => ({
    ...gate("judged", ok, { operation: "resource.memory", metric: "rssMaxKib", ...changes }),
    id: `resource.memory@${changes.target ?? "a"}/judged/rssMaxKib`,
  });
  const latency = (ok: boolean): Gate => gate("steady", ok);

  it("proves a limit that was met in one and missed in the other, and nothing of other gates", () => {
    const proof = proofOfMisuse(leak, verdictOf(memory(true), latency(true)), verdictOf(memory(false), latency(false)));
    const name = "resource.memory@a/rssMaxKib";
    expect(proof).toEqual({ judged: [name], claimed: [name], turned: [name], faults: [] });
  });

  it("proves a limit on answers it speaks of, and judges no other", () => {
    const other = gate("steady", false, { operation: "search.find" });
    const proof = proofOfMisuse(claim, verdictOf(latency(true)), verdictOf(latency(false), other));
    expect(proof).toEqual({
      judged: ["search.query@a/p95"],
      claimed: ["search.query@a/p95"],
      turned: ["search.query@a/p95"],
      faults: [],
    });
  });

  it.each([
    ["stayed green", [memory(true)], [memory(true)]],
    ["stayed green", [memory(true)], [memory(false, { undecided: "no sample" })]],
    ["was not green without it", [memory(false)], [memory(false)]],
    ["was not green without it", [memory(true), latency(false)], [memory(false)]],
    ["without it nothing was judged", [], [memory(false)]],
    ["there is no gate", [memory(true)], []],
    ["though nobody misused it", [memory(true)], [memory(false), memory(false, { target: "b" })]],
  ])("proves nothing of one that %s", (said, healthy, misused) => {
    expect(proofOfMisuse(leak, verdictOf(...healthy), verdictOf(...misused)).faults.join()).toContain(said);
  });
});
