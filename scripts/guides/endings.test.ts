/** What counts as broken: not a verdict, but wrong usage, a crash, a target of make there is not, or no last line. */
import { expect, it } from "vitest";
import { endedAs, whyBroken } from "./endings.ts";

const ofLoad = (code: number | undefined, ...lines: readonly string[]) =>
  whyBroken("load", endedAs(code, `${lines.join("\n")}\n`));
const errorOf = (code: number): string => `make[1]: *** [Makefile:19: load] Error ${code}`;

it("takes a verdict for the load's or the machine's matter", () => {
  expect(ofLoad(0, "a table", "PASS  3 of 3 gates met  results/a/")).toBeUndefined();
  expect(ofLoad(2, "FAIL  a gate: 2 ms, limit 1 ms  results/a/", errorOf(99))).toBeUndefined();
  expect(ofLoad(2, "INVALID  no sample  results/a/", errorOf(3))).toBeUndefined();
});

it("takes all else for broken", () => {
  const problem = ["error: unknown setting PROFIL", "  why: it is ignored", "  fix: did you mean PROFILE?"];
  expect(ofLoad(2, ...problem, errorOf(2))).toBe("exit code 2: error: unknown setting PROFIL");
  expect(ofLoad(2, "Error: a bug", errorOf(1))).toMatch(/^exit code 1/);
  expect(ofLoad(2, "make: *** No rule to make target 'laod'.  Stop.")).toMatch(/^exit code 2/);
  expect(ofLoad(0, "a table")).toMatch(/its last line is none/);
  expect(ofLoad(0, "FAIL  a gate")).toMatch(/its last line is none/);
  expect(ofLoad(undefined)).toMatch(/deadline/);
  expect(whyBroken("laod", endedAs(0, ""))).toMatch(/nobody says how make laod ends/);
});
