/** report.md says first what needs a reader, fits a comment, and cannot be made to mean anything else. */
import { describe, expect, it } from "vitest";
import { code, plain } from "../markdown-text.ts";
import { sampleRun } from "../recorded-sample.ts";
import { sampleSummary } from "../sample-folder.ts";
import { reporter } from "./markdown.ts";

describe("report.md", () => {
  it("has verdict, gates that were not met, operations and the command, in this order", () => {
    const text = reporter.write(sampleRun());
    const places = ["## INVALID: mesh", "### Not met", "**missed**", "undecided", "### Operations", "### Run it again"];
    const found = places.map((place) => text.indexOf(place));
    expect(found).toEqual(found.toSorted((a, b) => a - b));
    expect(found).not.toContain(-1);
    expect(text).toContain(
      "| `search.query@external/steady/errorRate` | T-1 | **missed** | 5 % | &#60; 1 % | 5.0 times",
    );
  });

  it("leaves out what was not met when all was", () => {
    const { verdict, ...run } = sampleRun();
    const gates = verdict.gates.slice(0, 1);
    const text = reporter.write({
      ...run,
      verdict: { ...verdict, verdict: "PASS", reasons: ["1 of 1 gates met"], gates },
    });
    expect(text).toContain("## PASS: mesh");
    expect(text).not.toContain("### Not met");
  });

  it("shows hostile text as text: no markup, no mention, no link, no new cell", () => {
    expect(plain("<b> @someone #1 [a](b) | *x* `y` https://x.y\nz")).toBe(
      "&#60;b&#62; &#64;someone &#35;1 &#91;a&#93;(b) &#124; &#42;x&#42; &#96;y&#96; https&#58;//x.y z",
    );
    expect(code("a`b|c")).toBe("`` a`b\\|c ``");
    const outside = reporter.write(sampleRun()).replace(/(`+)[^`].*?[^`]\1(?!`)/gs, "");
    expect(outside).not.toMatch(/<script|<img|@someone/);
  });

  it("fits a comment however many rows there are", () => {
    const summary = sampleSummary();
    const many = Array.from({ length: 2000 }, () => summary.operations).flat();
    const text = reporter.write(
      sampleRun({ reasons: Array(500).fill("x".repeat(5000)) }, { ...summary, operations: many }),
    );
    expect(text.length).toBeLessThan(65_536);
    expect(text).toMatch(/more rows are in `report.html`/);
    expect(text).toContain("### Run it again");
  });
});
