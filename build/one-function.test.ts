/** A script's code stands in one function, behind a line for the plan, and its source map still knows every line. */
import { SourceMap, type SourceMapPayload } from "node:module";
import { describe, expect, it } from "vitest";
import type { K6Plan } from "#contract/plan";
import { bundle } from "./bundle.ts";
import { oneFunction, withPlan } from "./one-function.ts";

const plan: K6Plan = {
  seed: 7,
  systems: [{ role: "search", target: "codebase", url: "http://127.0.0.1:1", dialect: "codebase" }],
  openRoles: ["search"],
  trends: { "search.query": "search_query" },
  phaseNames: ["warmup", "it's `steady`"],
  phaseEndsMs: [1000, 2000],
  endMs: 2000,
  optionsPath: "/options.json",
  summaryPath: "/summary.json",
};

describe("a script in one function", () => {
  it("imports each name once, and exports under the names it had", () => {
    const { code } = oneFunction(
      [
        'import http, { head } from "k6/http";',
        'import http2 from "k6/http";',
        'import { Counter as Counter2 } from "k6/metrics";',
        "var lines = [http, head, http2, new Counter2()];",
        "export {",
        "  lines as default,",
        "  http2",
        "};",
        "",
      ].join("\n"),
    );
    expect(code.match(/^import .*$/gm)).toEqual([
      'import { default as k6_0 } from "k6/http";',
      'import { head as k6_1 } from "k6/http";',
      'import { Counter as k6_2 } from "k6/metrics";',
    ]);
    expect(code).toContain("var http2 = k6_0;");
    expect(code).toContain("return { default: lines, http2: http2};");
    expect(code).toContain("export { made_0 as default, made_1 as http2 };");
  });

  it("refuses an import that it would lose", () => {
    expect(() => oneFunction('import * as all from "k6/http";\nexport { all };\n')).toThrow("import * as all");
  });

  it("is mapped line by line, with a plan too", async () => {
    const { code } = await bundle("scenarios/registry.ts");
    const planned = withPlan(code, plan);
    const lines = planned.split("\n");
    const generated = lines.findIndex((line) => line.startsWith("function unexpectedStatus("));
    const [, map = ""] = planned.split("//# sourceMappingURL=data:application/json;base64,");
    const payload = JSON.parse(Buffer.from(map, "base64").toString()) as SourceMapPayload;
    const origin = new SourceMap(payload).findEntry(generated, 0);
    if (!("originalSource" in origin)) throw new Error("the line has no origin");
    expect(origin.originalSource).toContain("scenarios/lib/operation.ts");
    const source = payload.sourcesContent[payload.sources.indexOf(origin.originalSource)]?.split("\n");
    expect(source?.[origin.originalLine]).toContain("function unexpectedStatus(");
  });

  it("gives each part of its plan, and nothing without one", async () => {
    const { code } = await bundle("scenarios/registry.ts");
    const parts = Object.keys(plan) as (keyof K6Plan)[];
    expect(Object.fromEntries(parts.map((part) => [part, partOf(withPlan(code, plan), part)]))).toEqual(plan);
    expect(partOf(withPlan(code, plan), "services")).toBeUndefined();
    expect(() => partOf(code, "seed")).toThrow("make load");
  });
});

function partOf(script: string, part: keyof K6Plan): unknown {
  const [line = ""] = script.split("\n");
  return new Function("part", `${line} return RUN_PLAN(part);`)(part);
}
