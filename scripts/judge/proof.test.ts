/** A trip proves a gate only when it was green before, red meanwhile and green after, and no other target's turned. */
import { describe, expect, it } from "vitest";
import { type Gate, type Verdict, verdictSchemaVersion } from "#contract/verdict";
import { proofOf } from "./proof.ts";

const claim = { target: "a", red: ["search.query/p95"] };

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
  it("proves a gate that was green, red and green", () => {
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
  ])("proves nothing of one that %s", (said, gates) => {
    expect(proofOf(claim, verdictOf(...gates)).faults.join()).toContain(said);
  });
});
