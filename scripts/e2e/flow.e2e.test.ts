/** Two of our servers under load together: one knows where the other is, and goes on without it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { expectNothingLeft, runLoad } from "./harness.ts";
import { runUndisturbed } from "./undisturbed.ts";

it("WF-06: with the codebase server killed the flow goes on, each item says that nobody looked its chunks up, and all is well before and after", async ({
  signal,
}) => {
  const settings = { SCENARIO: "flow", DURATION_SCALE: "0.2", FAULT: "kill:target=codebase,for=5,recover=8" };
  using run = await runUndisturbed(() => runLoad(settings, { verb: "fault", signal }));
  expect(run.verdict, run.stdout).toMatchObject({ verdict: "PASS", exitCode: 0 });
  const before = run.summary?.operations.filter(({ phase }) => phase === "before") ?? [];
  expect(before.map(({ operation, target }) => `${operation}@${target}`)).toEqual([
    "search.query@codebase",
    "search.find@codebase",
    "workflow.switch@workflow",
    "workflow.create_item@workflow",
    "workflow.read_item@workflow",
    "workflow.flow@workflow",
  ]);
  const warned = run.verdict?.gates.filter(({ requirement }) => requirement === "WF-06") ?? [];
  expect(warned.map(({ id }) => id)).toEqual([
    "workflow.create_warned@workflow/during/p95-while-search-is-broken",
    "workflow.create_warned@workflow/during/errorRate-while-search-is-broken",
  ]);
  for (const { samples } of warned) expect(samples).toBeGreaterThan(0);
  expect(readFileSync(join(run.runDir ?? "", "logs/workflow.log"), "utf8")).toContain("code_search_unavailable");
  expectNothingLeft(run);
});
