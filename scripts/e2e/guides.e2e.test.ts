/** `make guides` runs what a guide shows: a guide of its own, good but for one command. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { projectDir } from "../lib/paths.ts";

it("REP-16: a guide with a command that is broken fails, and names it", async ({ signal }) => {
  const folder = mkdtempSync(join(tmpdir(), "mesh-load-guide-"));
  const guide = join(folder, "guide.md");
  const run = (...commands: readonly string[]): Promise<{ code: number | null; stdout: string }> => {
    writeFileSync(guide, ["# A guide", "```sh", ...commands, "```", ""].join("\n"));
    return guides(guide, signal);
  };
  try {
    const good = await run("make heal", "make list ROWS=REP");
    expect(good.stdout).toMatch(/^ok {2}exit 0 .*guide\.md:3 {2}make heal\n {4}nothing to heal$/m);
    expect(good).toMatchObject({ code: 0, stdout: expect.stringMatching(/\nPASS {2}2 of 2 commands .*\n$/) });

    const bad = await run("make heal", "make list ROWZ=REP", "make lsit");
    expect(bad.stdout).toMatch(/^BROKEN {2}exit 2 .*guide\.md:4 {2}make list ROWZ=REP\n.*unknown setting ROWZ/m);
    expect(bad.stdout).toMatch(/^BROKEN .*guide\.md:5 {2}make lsit$/m);
    expect(bad).toMatchObject({ code: 99, stdout: expect.stringMatching(/\nFAIL {2}1 of 3 .*:4, .*guide\.md:5\n$/) });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

function guides(path: string, signal: AbortSignal): Promise<{ code: number | null; stdout: string }> {
  const { PATH, HOME } = process.env;
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ["scripts/guides.ts", `GUIDES=${path}`],
      { cwd: projectDir, env: { PATH, HOME }, signal },
      (_, stdout) => resolve({ code: child.exitCode, stdout }),
    );
  });
}
