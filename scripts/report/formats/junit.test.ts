/** junit.xml is XML whatever a target says, has the form its readers know, and tells failures from errors. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { validateXML } from "xmllint-wasm";
import { sampleRun } from "../recorded-sample.ts";
import { reporter } from "./junit.ts";

const schema = readFileSync(new URL("junit.xsd", import.meta.url), "utf8");

async function complaints(xml: string): Promise<readonly string[]> {
  const { errors } = await validateXML({ xml, schema });
  return errors.map(({ message }) => message);
}

describe("junit.xml", () => {
  it("keeps to its schema with hostile text, for every verdict, and without numbers", async () => {
    const runs = [
      sampleRun(),
      sampleRun({ verdict: "PASS", reasons: [], notes: [] }),
      { ...sampleRun({ verdict: "FAIL", gates: [] }), summary: undefined, config: {}, happenings: [] },
    ];
    for (const run of runs) expect(await complaints(reporter.write(run))).toEqual([]);
    expect(await complaints(reporter.write(sampleRun()).replace("</testcase>", ""))).not.toEqual([]);
  });

  it("has one case per gate: a miss fails, what is undecided errs, with what was observed beside the limit", () => {
    const xml = reporter.write(sampleRun());
    expect(xml).toContain('tests="5" failures="2" errors="2"');
    expect(xml).toContain('<testcase classname="mesh.search.query@external" name="steady/p95 (T-1)" time="5.000"/>');
    expect(xml).toContain('<failure message="observed 5 %, limit &lt; 1 %" type="miss">');
    expect(xml).toContain('<failure message="observed nothing, limit &lt; 200 ms" type="miss">');
    expect(xml).toContain('<error message="generator-limited: observed 230 ms, limit &lt; 200 ms" type="invalid">');
  });

  it.each([
    ["PASS", /name="verdict" time="[\d.]+"\/>/],
    ["FAIL", /name="verdict" time="[\d.]+"><failure message="FAIL: died"/],
    ["INVALID", /name="verdict" time="[\d.]+"><error message="INVALID: died"/],
  ] as const)("has a case for the verdict %s, also when no gate says it", (verdict, expected) => {
    expect(reporter.write(sampleRun({ verdict, gates: [], reasons: ["died"] }))).toMatch(expected);
  });
});
