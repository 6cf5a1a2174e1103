/** Where the watchdog was killed too, the next run refuses to start, and `make heal` puts everything right. */
import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { projectDir } from "../lib/paths.ts";
import { allPids } from "../lib/proc.ts";
import { expectNothingLeft, runLoad, startLoad } from "./harness.ts";

const smoke = { SCENARIO: "registry", PROFILE: "smoke" } as const;

/** It is in a session of its own; its one argument is the run's folder. */
function watchdogOf(results: string): number {
  const found = allPids().find((pid) => {
    const words = argumentsOf(pid);
    return words.some((word) => word.endsWith("watchdog-main.ts")) && words.some((word) => word.startsWith(results));
  });
  if (found === undefined) throw new Error("the run has no watchdog");
  return found;
}

function argumentsOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  } catch {
    return []; // gone meanwhile
  }
}

async function heal(results: string): Promise<string> {
  const args = ["scripts/heal.ts", `RESULTS=${results}`];
  return (await promisify(execFile)(process.execPath, args, { cwd: projectDir, env: { PATH: process.env["PATH"] } }))
    .stdout;
}

it("OPS-06: heals what nobody else healed, and can be repeated", async ({ signal }) => {
  const load = startLoad(smoke, { signal });
  const target = await load.untilStarted("mcp-mesh");
  await load.untilStarted("k6");
  const results = load.results;
  process.kill(watchdogOf(results), "SIGKILL");
  load.send("SIGKILL");
  using dead = await load.ended;

  using next = await runLoad({ ...smoke, RESULTS: results }, { signal });
  expect(next.exitCode).toBe(3);
  expect(next.stdout).toContain(`mcp-mesh (process group ${target.pid})`);
  expect(next.stdout).toContain("`make heal` ends it");

  expect(await heal(results)).toContain(`ended mcp-mesh (process group ${target.pid})`);
  expectNothingLeft(dead);
  expect(existsSync(join(dead.runDir ?? "", "running.json"))).toBe(false);
  expect(await heal(results)).toBe("nothing to heal\n");
});
