/** Search under load on generated data: tenants kept apart, and told when they are not; ten thousand files, counted. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { expectNothingLeft, runLoad } from "./harness.ts";
import { isFullLength } from "./rows/lengths.ts";
import { runUndisturbed } from "./undisturbed.ts";

const tenants = { SCENARIO: "search", PROFILE: "tenants", DURATION_SCALE: "0.04", CONCURRENT_USERS: "20" } as const;

it("SRCH-21: two tenants find nothing of each other's, and REP-05: the run leaves their stream", async ({ signal }) => {
  using run = await runUndisturbed(() => runLoad(tenants, { signal }));
  expect(run.verdict, run.stdout).toMatchObject({ verdict: "PASS", exitCode: 0 });
  const gate = run.verdict?.gates.find(({ requirement }) => requirement === "SRCH-21");
  expect(gate).toMatchObject({ metric: "errorRate", observed: 0, ok: true });
  expect(gate?.samples).toBeGreaterThan(50);
  const stream = JSON.parse(readFileSync(join(run.runDir ?? "", "codebase_load_results.json"), "utf8"));
  expect(stream).toMatchObject({ role: "search", systems: [{ target: "codebase" }], profile: "tenants" });
  expect(existsSync(join(run.runDir ?? "", "workflow_load_results.json"))).toBe(false);
  expectNothingLeft(run);
});

it("SRCH-21's trip: two tenants in one project find each other's, which fails the run", async ({ signal }) => {
  using run = await runUndisturbed(() =>
    runLoad({ ...tenants, DURATION_SCALE: "0.02", TENANT_PROJECTS: "shared,shared" }, { signal }),
  );
  expect(run.verdict).toMatchObject({ verdict: "FAIL", exitCode: 99 });
  expect(run.verdict?.reasons[0]).toMatch(/^search\.query@codebase\/both\/errorRate \(SRCH-21\)/);
  expect(run.stdout).toContain("another tenant's word");
});

it.runIf(isFullLength)(
  "SRCH-24, SRCH-01: ten users search ten thousand files, all of them counted before",
  async ({ signal }) => {
    const settings = { SCENARIO: "search", PROFILE: "debug", DURATION_SCALE: "0.1" };
    using run = await runUndisturbed(() => runLoad(settings, { signal }));
    expect(run.verdict, run.stdout).toMatchObject({ verdict: "PASS", exitCode: 0 });
    const own = run.verdict?.gates.filter(({ phase }) => phase === "at-10") ?? [];
    expect(own.map(({ requirement, limit }) => [requirement, limit])).toEqual([
      ["SRCH-24", 2000],
      ["SRCH-24", 0.01],
    ]);
  },
);

it("tenants are asked for of a server that the run fills, and nobody else", async ({ signal }) => {
  const elsewhere = { ...tenants, SEARCH_URL: "http://127.0.0.1:9" };
  using strange = await runLoad(elsewhere, { signal });
  expect([strange.exitCode, strange.stderr]).toEqual([2, expect.stringContaining("PROFILE=tenants needs a codebase")]);
  using idle = await runLoad({ SCENARIO: "search", TENANT_PROJECTS: "a,b" }, { signal });
  expect([idle.exitCode, idle.stderr]).toEqual([2, expect.stringContaining("only PROFILE=tenants has tenants")]);
});
