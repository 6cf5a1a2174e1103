/** A night is as good as its worst part, and keeps as many nights as it is told. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { exitCodes } from "#contract/verdict";
import { openNightFolder, pruneNights } from "./night-folder.ts";
import { judgeNight, type PartOutcome } from "./outcome.ts";

const parts: Readonly<Record<"pass" | "fail" | "invalid" | "broken", PartOutcome>> = {
  pass: outcome("PASS", exitCodes.pass),
  fail: outcome("FAIL", exitCodes.fail),
  invalid: outcome("INVALID", exitCodes.invalid),
  broken: outcome("INVALID", exitCodes.broken),
};

function outcome(verdict: PartOutcome["verdict"], exitCode: PartOutcome["exitCode"]): PartOutcome {
  return { part: `a/${verdict}`, verdict, exitCode, reasons: ["why"], tookSeconds: 1, run: null };
}

describe("a night's verdict", () => {
  it("REP-12: is red on fail or invalid, with the exit code of the worst part", () => {
    const codeOf = (...list: readonly PartOutcome[]): number => judgeNight(list, false).exitCode;
    const { pass, fail, invalid, broken } = parts;
    expect(codeOf(pass, pass)).toBe(exitCodes.pass);
    expect(codeOf(pass, invalid)).toBe(exitCodes.invalid);
    expect(codeOf(invalid, fail, pass)).toBe(exitCodes.fail);
    expect(codeOf(fail, broken, pass)).toBe(exitCodes.broken);
    expect(judgeNight([pass, fail], false)).toMatchObject({
      verdict: "FAIL",
      reasons: ["1 PASS, 1 FAIL, 0 INVALID of 2 runs", "FAIL a/FAIL: why"],
    });
  });

  it("a night in which nothing ran, or that was interrupted, proves nothing", () => {
    expect(judgeNight([], false)).toMatchObject({ verdict: "INVALID", exitCode: exitCodes.invalid });
    expect(judgeNight([parts.pass], true)).toMatchObject({ verdict: "INVALID", exitCode: exitCodes.interrupted });
  });
});

describe("KEEP", () => {
  it("removes the folders of older nights and their runs, and nothing else", () => {
    const results = mkdtempSync(join(tmpdir(), "mesh-load-nights-"));
    try {
      for (const day of [1, 2, 3]) {
        openNightFolder(results, new Date(Date.UTC(2026, 0, day, 2)));
        for (const verb of ["nightly-mesh", "nightly-fault-mesh", "load-mesh"])
          mkdirSync(join(results, `2026-01-0${day}T02-10-00Z-${verb}`));
      }
      expect(pruneNights(results, 3)).toBe(0);
      expect(pruneNights(results, 2)).toBe(3);
      expect(readdirSync(join(results, "nights"))).toEqual(["2026-01-02T02-00-00Z", "2026-01-03T02-00-00Z"]);
      expect(readdirSync(results).filter((name) => name.startsWith("2026-01-01"))).toEqual([
        "2026-01-01T02-10-00Z-load-mesh",
      ]);
      expect(existsSync(join(results, "2026-01-02T02-10-00Z-nightly-mesh"))).toBe(true);
    } finally {
      rmSync(results, { recursive: true });
    }
  });
});
