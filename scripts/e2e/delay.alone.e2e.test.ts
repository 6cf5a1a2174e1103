/** A network delay in front of one role turns that role's latency gate red, and no other role's. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createProcesses } from "../lib/processes.ts";
import { startToxiproxy } from "../lib/toxiproxy.ts";
import { loadTargets } from "../targets/target.ts";
import { runLoad } from "./harness.ts";
import { runUndisturbed } from "./undisturbed.ts";

it("300 ms in front of the registry miss the heartbeat gate and no other role's", async ({ signal }) => {
  const folder = mkdtempSync(join(tmpdir(), "mesh-load-delay-"));
  try {
    await using processes = createProcesses(folder);
    const registry = (await loadTargets()).find(({ name }) => name === "mcp-mesh");
    if (registry === undefined) throw new Error("there is no target mcp-mesh");
    const { url } = await registry.start({ processes, dataDir: folder, signal });
    const proxy = await (await startToxiproxy(processes, signal)).proxy("registry", new URL(url).host);
    await proxy.add({ type: "latency", stream: "downstream", attributes: { latency: 300 } });

    using run = await runUndisturbed(() =>
      runLoad({ PROFILE: "smoke", REGISTRY_URL: `http://${proxy.address}` }, { signal }),
    );

    expect(run.exitCode).toBe(99);
    expect(run.verdict?.verdict).toBe("FAIL");
    const missed = run.verdict?.gates.filter(({ ok }) => !ok) ?? [];
    expect(missed.map(({ id }) => id)).toContain("registry.heartbeat@external/steady/p95");
    expect(missed.filter(({ operation }) => !operation.startsWith("registry."))).toEqual([]);
    const heartbeat = run.summary?.operations.find(
      ({ operation, phase }) => operation === "registry.heartbeat" && phase === "steady",
    );
    expect(heartbeat?.latency?.min).toBeGreaterThanOrEqual(300);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
