/** report.html holds all its parts, shows hostile text as text, asks for nothing, and stays small. */
import { describe, expect, it } from "vitest";
import type { Period } from "#contract/series";
import { thinned } from "../recorded/thinned.ts";
import { sampleRun } from "../recorded-sample.ts";
import { reporter } from "./html.ts";

describe("report.html", () => {
  it("has every section its navigation names, and a table for every chart", () => {
    const page = reporter.write(sampleRun());
    for (const [, id] of page.matchAll(/href="#([^"]+)"/g)) expect(page).toContain(`<h2 id="${id}"`);
    const figures = page.match(/<figure class="chart".*?<\/figure>/gs) ?? [];
    expect(figures).toHaveLength(7); // four of search, which alone has a series; distribution of registry; memory and CPU
    for (const figure of figures) expect(figure).toMatch(/role="img" aria-label="Line chart: .+<caption>/s);
  });

  it("holds no markup of a target's, and no address to load anything from", () => {
    const page = reporter.write(sampleRun());
    expect(page.match(/<script/g)).toHaveLength(9); // seven charts, the frame, the code
    const outsideJson = page.replace(/(<script type="application\/json"[^>]*>)[^<]*/g, "$1");
    expect(outsideJson.match(/<img|onerror='|alert\("x"\)/g)).toBeNull();
    expect(page.match(/<(link|iframe|object|embed)|@import|url\(/g)).toBeNull();
    expect(page).toContain("default-src 'none'; style-src 'sha256-");
    for (const [, json = ""] of page.matchAll(/<script type="application\/json"[^>]*>([^<]*)<\/script>/g))
      JSON.parse(json);
  });

  it("is made of what there is when a run ended early", () => {
    const empty = {
      summary: undefined,
      config: {},
      phases: [],
      happenings: [],
      faults: [],
      periods: [],
      processes: [],
    };
    const page = reporter.write({ ...sampleRun({ gates: [] }), ...empty, loadBeganMs: undefined });
    expect(page).toContain("Nothing could be judged.");
    expect(page).not.toContain("<figure");
  });

  it("stays below a megabyte for a run of a day", () => {
    const { periods, processes, ...run } = sampleRun();
    const [period] = periods as [Period];
    const day = Array.from({ length: 17_280 }, (_, index) => ({ ...period, elapsedMs: index * 5000 }));
    const many = Array.from({ length: 9 }, (_, index) => ({ name: `process-${index}`, points: [] }));
    const page = reporter.write({ ...run, periods: thinned(day), processes: [...processes, ...many] });
    expect(page.length).toBeLessThan(1_000_000);
  });
});
