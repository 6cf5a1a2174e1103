/** Two of our servers under load together: one knows where the other is. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { expectNothingLeft, runLoad } from "./harness.ts";
import { runUndisturbed } from "./undisturbed.ts";

it("the flow across search and workflow passes, and the workflow server reaches the search system of its run", async ({
  signal,
}) => {
  const settings = { SCENARIO: "flow", PROFILE: "smoke", DURATION_SCALE: "0.6" };
  using run = await runUndisturbed(() => runLoad(settings, { signal }));
  expect(run.verdict, run.stdout).toMatchObject({ verdict: "PASS", exitCode: 0 });
  const steady = run.summary?.operations.filter(({ phase }) => phase === "steady") ?? [];
  expect(steady.map(({ operation, target }) => `${operation}@${target}`)).toEqual([
    "search.query@codebase",
    "search.find@codebase",
    "workflow.switch@workflow",
    "workflow.create_item@workflow",
    "workflow.read_item@workflow",
    "workflow.flow@workflow",
  ]);
  expect(readFileSync(join(run.runDir ?? "", "logs/workflow.log"), "utf8")).not.toContain("ECONNREFUSED");
  expectNothingLeft(run);
});
