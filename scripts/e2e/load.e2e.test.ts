/** `load` on real systems: healthy ones pass, broken ones do not, and nothing stays behind. */
import { existsSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { waitFor } from "../lib/waiting.ts";
import { deadRuns } from "../run/leftovers.ts";
import { expectNothingLeft, runLoad, startLoad } from "./harness.ts";
import { runUndisturbed } from "./undisturbed.ts";

const smoke = { PROFILE: "smoke" } as const;

/** Opens the dashboard's event stream as a browser tab does, and never closes it. */
function openTab(url: string): void {
  const call = request(`${url}events`, (response) => response.resume());
  call.on("error", () => {}); // the dashboard ends with the run, tab or no tab
  call.end();
}

describe("load", () => {
  it("OPS-01: passes on a healthy mesh, with an open browser tab, and leaves all its files and no process", async ({
    signal,
  }) => {
    using run = await runUndisturbed(async () => {
      const load = startLoad(smoke, { signal });
      const line = await load.untilLine(/^ {2}dashboard http/);
      openTab(line.trim().split(" ")[1] ?? "");
      return load.ended;
    });
    expect(run.stdout).toMatch(/\nPASS {2}\d+ of \d+ gates met {2}\S+\/\n$/);
    expect(run.exitCode).toBe(0);
    expect(run.verdict).toMatchObject({ verdict: "PASS", exitCode: 0 });
    expect(new Set(run.summary?.operations.map(({ target }) => target))).toEqual(
      new Set(["mcp-mesh", "codebase", "everything", "sdk-v2"]),
    );
    const valid = ["config.json", "series.ndjson", "summary.json", "timeline.ndjson", "verdict.json"];
    expect(run.validFiles).toEqual(expect.arrayContaining(valid));
    const files = ["dashboard.html", "logs/k6.log"];
    for (const file of files) expect(existsSync(join(run.runDir ?? "", file)), file).toBe(true);
    expectNothingLeft(run);
  });

  it("OPS-01: fails when a target is killed under load, and names it", async ({ signal }) => {
    const load = startLoad({ ...smoke, SCENARIO: "mcp" }, { signal });
    const { pid } = await load.untilStarted("everything");
    await load.untilLine(/steady/);
    process.kill(pid, "SIGKILL");
    using run = await load.ended;
    expect(run.exitCode).toBe(99);
    expect(run.verdict?.verdict).toBe("FAIL");
    expect(run.verdict?.reasons[0]).toMatch(/^everything died under load \(signal SIGKILL\); its log ends with: \S/);
    expectNothingLeft(run);
  });

  it("OPS-01: ends with 130 and INVALID on Ctrl-C, at once and with nothing left", async ({ signal }) => {
    const load = startLoad({ SCENARIO: "registry" }, { signal });
    await load.untilStarted("k6");
    await load.untilLine(/req\/s/);
    load.send("SIGINT");
    using run = await load.ended;
    expect(run.exitCode).toBe(130);
    expect(run.verdict).toMatchObject({ verdict: "INVALID", exitCode: 130 });
    expectNothingLeft(run);
  });

  it("ends with 130 on Ctrl-C while targets start", async ({ signal }) => {
    const load = startLoad({}, { signal });
    await load.untilStarted("codebase");
    load.send("SIGINT");
    using run = await load.ended;
    expect(run.exitCode).toBe(130);
    expect(run.verdict).toMatchObject({ verdict: "INVALID", exitCode: 130 });
    expectNothingLeft(run);
  });

  it("leaves nothing alive when it is killed, and the next run is not disturbed", async ({ signal }) => {
    const killed = startLoad({ ...smoke, SCENARIO: "registry" }, { signal });
    await killed.untilStarted("k6");
    killed.send("SIGKILL");
    using dead = await killed.ended;
    expect(dead.verdict).toMatchObject({ verdict: "INVALID", reasons: ["the run has not ended"] });
    const isClear = (): true | undefined => (deadRuns(join(dead.runDir ?? "", "..")).length === 0 ? true : undefined);
    expect(await waitFor(isClear, { deadlineMs: 5000, signal }), "the watchdog has cleared up").toBe(true);
    expectNothingLeft(dead);
  });

  it("OPS-11: runs twice at once without a collision", async ({ signal }) => {
    const both = [1, 2].map(() => runUndisturbed(() => runLoad({ ...smoke, SCENARIO: "registry" }, { signal })));
    for (const ended of both) {
      using run = await ended;
      expect(run.verdict).toMatchObject({ verdict: "PASS", exitCode: 0 });
      expectNothingLeft(run);
    }
  });
});
