/** A registry beside an older one: both are run under one load, and only their ratio decides (REG-10, REG-14). */
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { mcpMeshProcess, mcpMeshUnavailable } from "../stack/mcp-mesh-process.ts";
import { type LoadRun, runLoad } from "./harness.ts";
import { runUndisturbed } from "./undisturbed.ts";

const isAway = mcpMeshUnavailable() !== undefined;
const binary = mcpMeshProcess({ port: 0, storePath: "" }).command;
const folder = mkdtempSync(join(tmpdir(), "mesh-load-older-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const given = { SCENARIO: "registry", PROFILE: "idle-10", DURATION_SCALE: "0.2", TARGET: "mcp-mesh" } as const;

/** The same registry as its authors might have shipped it: with a helper that holds 150 MiB. */
function heavierVersion(): string {
  const path = join(folder, "mcp-mesh-heavier");
  const helper = "globalThis.held = Buffer.alloc(150 * 2 ** 20, 1); setInterval(() => {}, 1000)";
  writeFileSync(path, `#!/bin/sh\n"${process.execPath}" -e '${helper}' &\nexec "${binary}" "$@"\n`);
  chmodSync(path, 0o755);
  return path;
}

function compare(older: string, signal: AbortSignal): Promise<LoadRun> {
  return runUndisturbed(() => runLoad({ ...given, BASELINE_TARGET: older }, { signal }));
}

describe.concurrent("an older registry", () => {
  it.skipIf(isAway)("REG-14: one that needs more than twice the memory makes the limit met", async ({ signal }) => {
    using run = await compare(`mcp-mesh@${heavierVersion()}`, signal);
    expect(run.exitCode, run.stderr).toBe(0);
    const [gate, ...others] = run.verdict?.gates ?? [];
    expect(others).toEqual([]);
    expect(gate).toMatchObject({ requirement: "REG-14", limit: 0.5, samples: 1, ok: true });
    expect(gate?.observed).toBeLessThan(0.4);
    expect(run.verdict?.notes[0]).toMatch(
      /^REG-14: \d+ KiB beside \d+ KiB \(\S+-side-registry\S* beside \S+-side-registry\S*\)$/,
    );
    const results = dirname(run.runDir ?? "");
    expect(basename(realpathSync(join(results, "latest")))).toBe(basename(run.runDir ?? ""));
    const [pair] = JSON.parse(readFileSync(join(run.runDir ?? "", "config.json"), "utf8")).pairs;
    const sides: readonly string[] = [pair.own, pair.older];
    expect(
      readdirSync(results)
        .filter((name) => name.includes("-side-"))
        .sort(),
    ).toEqual(sides.toSorted());
    for (const side of sides) expect(existsSync(join(results, side, "running.json"))).toBe(false);
  });

  it.skipIf(isAway)("that does not start leaves the comparison without a verdict", async ({ signal }) => {
    const path = join(folder, "mcp-mesh-broken");
    writeFileSync(path, "#!/bin/sh\nexit 7\n", { mode: 0o755 });
    using run = await compare(`mcp-mesh@${path}`, signal);
    expect(run.exitCode, run.stderr).toBe(3);
    expect(run.verdict?.reasons.join()).toMatch(/-side-registry\S*: INVALID, mcp-mesh died at its start: exit code 7/);
    expect(run.verdict?.gates).toMatchObject([{ observed: null, ok: false, undecided: expect.any(String) }]);
  });

  it.skipIf(isAway)("REG-14's trip: the registry itself, from another path, makes it missed", async ({ signal }) => {
    using run = await compare(`mcp-mesh@${binary}`, signal);
    expect(run.exitCode, run.stderr).toBe(99);
    expect(run.verdict?.gates).toMatchObject([{ requirement: "REG-14", ok: false }]);
    expect(run.verdict?.gates[0]?.observed).toBeGreaterThan(0.8);
    expect(existsSync(join(run.runDir ?? "", "report.html"))).toBe(true);
  });
});
