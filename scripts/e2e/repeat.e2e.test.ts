/** `make repeat` and a run that CI would make, through the front door: verdicts that agree, that differ, and that block. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { exitCodes } from "#contract/verdict";
import { projectDir } from "../lib/paths.ts";
import { runLoad, startLoad } from "./harness.ts";
import { type Handler, serve } from "./serve.ts";
import { registry } from "./servers/registry.ts";

/** None of its limits is on a time: a neighbour on the same cores decides nothing. */
const short = {
  SCENARIO: "registry-churn",
  PROFILE: "smoke",
  DURATION_SCALE: "0.5",
  REGISTRY_DIALECT: "mcp-mesh",
} as const;

/** A registry that refuses whoever joins once `isBroken` says so. */
function registryUntil(isBroken: () => boolean): Handler {
  const [sound, broken] = [registry(), registry({ announced: () => ({ status: "error", message: "no room" }) })];
  return (request) => (isBroken() ? broken : sound)(request);
}

describe.concurrent("repeat", () => {
  it("REP-17: the same verdict each time is told", async ({ signal }) => {
    await using served = await serve(registry());
    using run = await runLoad({ ...short, COUNT: "2", REGISTRY_URL: served.url }, { verb: "repeat", signal });
    expect(run.exitCode, run.stderr).toBe(exitCodes.pass);
    expect(run.stderr).toMatch(/^1 of 2 {2}PASS .+\n2 of 2 {2}PASS .+$/m);
    expect(run.stdout).toBe("\nPASS  the same verdict each time: 2 PASS\n");
  });

  it("REP-17: verdicts that differ fail, and the gates that waver are named", async ({ signal }) => {
    let isBroken = false;
    await using served = await serve(registryUntil(() => isBroken));
    const load = startLoad({ ...short, COUNT: "2", REGISTRY_URL: served.url }, { verb: "repeat", signal });
    await load.untilLine(/^1 of 2 {2}PASS/);
    isBroken = true;
    using run = await load.ended;
    expect(run.exitCode, run.stderr).toBe(exitCodes.fail);
    expect(run.stdout).toContain("  - registry.register@external/steady/errorRate: 1 times met, 1 times missed\n");
    expect(run.stdout).toMatch(/\nFAIL {2}verdicts differ: 1 PASS, 1 FAIL\n$/);
  });
});

it("REP-14: the load that each change is put to blocks on a miss, and leaves its junit.xml", async () => {
  const workflow = readFileSync(join(projectDir, ".github/workflows/change.yml"), "utf8");
  const [, command = ""] = /run: (make load .+)/.exec(workflow) ?? [];
  expect(command).toBe("make load PROFILE=smoke");
  expect(workflow).toMatch(/^ {2}pull_request:$/m);
  expect(workflow).not.toContain("continue-on-error");
  const RESULTS = mkdtempSync(join(tmpdir(), "mesh-load-change-"));
  onTestFinished(() => rmSync(RESULTS, { recursive: true, force: true, maxRetries: 5 }));
  await using served = await serve(registryUntil(() => true));
  const { PROFILE: _, ...others } = short; // the command has its own
  const env = { ...process.env, ...others, RESULTS, REGISTRY_URL: served.url };
  const child = spawn("/bin/sh", ["-c", command], { cwd: projectDir, env, stdio: "ignore" });
  const exitCode = await new Promise<number | null>((done) => child.once("close", done));
  expect(exitCode).toBeGreaterThan(0);
  expect(readFileSync(join(RESULTS, "latest", "junit.xml"), "utf8")).toMatch(/<failure /);
});
