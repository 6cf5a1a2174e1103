/** A fault run is judged: what did not bite proves nothing, what did not come back in time is a miss. */
import { describe, expect, it } from "vitest";
import type { FaultEvidence } from "./faults.ts";
import { evidenceOf, operationsWith, row, summaryOf } from "./sample-run.ts";
import { judge } from "./verdict.ts";

const healed: FaultEvidence = {
  fault: "freeze",
  target: "external",
  isBitten: true,
  isHealed: true,
  flaws: [],
  detectionMs: 1000,
  outageMs: 4000,
  recoveryMs: 20,
  recoveryLimitMs: 5000,
  probesAfter: 300,
};

const judged = (changes: Partial<FaultEvidence>) => judge(evidenceOf({ faults: [{ ...healed, ...changes }] }));

describe("a fault", () => {
  it("that bit and was healed leaves the verdict to the gates", () => {
    expect(judged({})).toMatchObject({ verdict: "PASS", exitCode: 0 });
    expect(judged({}).notes).toContain(
      "freeze of external: seen from outside after 1000 ms, unavailable for 4000 ms, well again 20 ms after healing",
    );
  });

  it("OPS-06: that did not bite proves nothing", () => {
    const verdict = judged({ isBitten: false, flaws: ["it did not bite"] });
    expect(verdict).toMatchObject({ verdict: "INVALID", reasons: ["freeze of external: it did not bite"] });
  });

  it.each([
    [{ isBitten: false }, "nobody saw it bite"],
    [{ isHealed: false }, "it was not healed"],
  ])("OPS-06: without proof is INVALID though nothing was complained of: %j", (changes, flaw) => {
    expect(judged(changes)).toMatchObject({ verdict: "INVALID", reasons: [`freeze of external: ${flaw}`] });
  });

  it.each([
    ["late", 5001],
    ["never", null],
  ])("from which the target comes back %s is a miss", (_, recoveryMs) => {
    expect(judged({ recoveryMs })).toMatchObject({ verdict: "FAIL", exitCode: 99 });
  });

  it("after which nobody looked is undecided", () => {
    expect(judged({ recoveryMs: null, probesAfter: 0 })).toMatchObject({ verdict: "INVALID" });
  });

  it("excuses failures of its own target in its own phase, and no others", () => {
    const [warmup, steady] = summaryOf().phases;
    if (warmup === undefined || steady === undefined) throw new Error("the sample has two phases");
    const broken = { ...steady, exempt: ["external"] };
    const operations = operationsWith(row("search.query", 1000, 900));
    const verdictIn = (phases: readonly (typeof steady)[]) =>
      judge(
        evidenceOf({
          faults: [healed],
          summary: summaryOf({ phases: [warmup, ...phases], operations, thresholds: [] }),
        }),
      );
    expect(verdictIn([broken]).gates.filter(({ operation }) => operation === "search.query")).toEqual([]);
    expect(verdictIn([steady]).gates.some(({ operation, ok }) => operation === "search.query" && !ok)).toBe(true);
  });
});
