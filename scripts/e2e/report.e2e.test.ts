/** A run leaves its reports, `make report` makes the same ones again, and a report that fails changes no verdict. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { projectDir } from "../lib/paths.ts";
import { startLoad } from "./harness.ts";
import { runUndisturbed } from "./undisturbed.ts";

const short = { SCENARIO: "registry", PROFILE: "smoke", DURATION_SCALE: "0.6" } as const;
const files = ["report.html", "report.md", "junit.xml", "aggregate.json"] as const;

function report(run: string): { readonly code: number | null; readonly stdout: string; readonly stderr: string } {
  const made = spawnSync(process.execPath, ["scripts/report.ts", `RUN=${run}`], { cwd: projectDir, encoding: "utf8" });
  return { code: made.status, stdout: made.stdout, stderr: made.stderr };
}

describe("reports", () => {
  it("REP-01, REP-02, REP-04: are written by a run and made again from its folder, to the byte", async ({ signal }) => {
    using run = await runUndisturbed(() => startLoad(short, { signal }).ended);
    expect(run.exitCode).toBe(0);
    const runDir = run.runDir ?? "";
    const dated = readdirSync(runDir).filter((name) => /^performance_\w+_\d{8}_\d{6}\.(md|json)$/.test(name));
    const stamps = dated.map((name) => name.replace(/^performance_(report|results)_|\.\w+$/g, ""));
    expect([dated.length, new Set(stamps).size]).toEqual([2, 1]);
    expect(run.validFiles).toContain(`performance_results_${stamps[0]}.json`);
    const all = [...files, ...dated];
    const read = (): string[] => all.map((file) => readFileSync(join(runDir, file), "utf8"));
    const written = read();
    expect(written[0]).toContain('id="registry-latency"');
    expect(written[1]).toMatch(/^## PASS: registry, profile smoke/);
    expect(written[2]).toMatch(/failures="0" errors="0"/);
    for (const file of all) rmSync(join(runDir, file));
    expect(report(runDir)).toMatchObject({ code: 0, stdout: expect.stringContaining("report.html") });
    expect(read()).toEqual(written);
    const seconds = readFileSync(join(runDir, "series.ndjson"), "utf8").trim().split("\n");
    expect(seconds.length).toBeGreaterThanOrEqual(3);
  });

  it("REP-04: that cannot be written are told, and the verdict stays", async ({ signal }) => {
    using run = await runUndisturbed(async () => {
      const load = startLoad(short, { signal });
      const line = await load.untilLine(/ · \S+\/$/);
      mkdirSync(join(projectDir, line.split(" · ").at(-1) ?? "", "report.html", "in-the-way"), { recursive: true });
      return load.ended;
    });
    expect(run.exitCode, run.stderr).toBe(0);
    expect(run.verdict?.verdict).toBe("PASS");
    expect(run.stderr).toMatch(
      /error: the reports of \S+ could not be written: .+why: the verdict stands.+fix: run `make report RUN=/s,
    );
    expect(run.stdout).toMatch(/\nPASS {2}\d+ of \d+ gates met/);
  });

  it("of a run that is not there are a wrong setting", () => {
    expect(report("no-such-run")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('there is no run "no-such-run"'),
    });
  });
});
