/** report.html holds all its parts, shows hostile text as text, asks for nothing, and stays small. */
import { describe, expect, it } from "vitest";
import { operations, roleOf } from "#contract/operations";
import { type Role, roles } from "#contract/roles";
import type { RolePeriod } from "#contract/series";
import { processUsage } from "../recorded/processes.ts";
import { thinned } from "../recorded/thinned.ts";
import { sampleRun } from "../recorded-sample.ts";
import { reporter } from "./html.ts";

describe("report.html", () => {
  it("has every section its navigation names, and a table for every chart", () => {
    const page = reporter.write(sampleRun());
    for (const [, id] of page.matchAll(/href="#([^"]+)"/g)) expect(page).toContain(`<h2 id="${id}"`);
    const figures = page.match(/<figure class="chart".*?<\/figure>/gs) ?? [];
    expect(figures).toHaveLength(7); // four of search, which alone has a series; distributions of registry and workflow; memory and CPU
    for (const figure of figures) expect(figure).toMatch(/role="img" aria-label="Line chart: .+<caption>/s);
  });

  it("holds no markup of a target's, and no address to load anything from", () => {
    const page = reporter.write(sampleRun());
    expect(page.match(/<script/g)).toHaveLength(9); // eight charts, the frame, the code
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

  it("stays below a megabyte for a run of a day with every role and ten processes", () => {
    const seconds = Array.from({ length: 17_280 }, (_, index) => index * 5);
    const value = (second: number): number => 1 + Math.abs(Math.sin(second)) * 99.99;
    const whole = (role: Role, second: number): RolePeriod => ({
      requests: 123,
      errors: { http: 7, timeout: 3 },
      operations: Object.fromEntries(
        operations
          .filter((name) => roleOf(name) === role)
          .map((name) => [name, { p50: value(second), p95: value(second + 1), p99: value(second + 2), max: 5000.123 }]),
      ),
    });
    const day = seconds.map((second) => ({
      elapsedMs: second * 1000,
      vus: 26,
      roles: Object.fromEntries(roles.map((role) => [role, whole(role, second)])),
    }));
    const rows = seconds.flatMap((second) =>
      Array.from({ length: 10 }, (_, index) => ({
        timeMs: `${second * 1000}`,
        process: `process-${index}`,
        pid: "1",
        rssKib: `${Math.round(value(second) * 1024)}`,
        cpuSeconds: `${second * 0.123}`,
      })),
    );
    const page = reporter.write({ ...sampleRun(), periods: thinned(day), processes: processUsage(rows, 0) });
    expect(page.match(/<figure class="chart"/g)).toHaveLength(16);
    expect(page.length, "room for a few more roles").toBeLessThan(800_000);
  });
});
