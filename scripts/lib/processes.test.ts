/** What a run starts it ends with all its children, whether they obey or not. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { allPids, identify, isAlive, isGroupAlive, type ProcessIdentity, readStat } from "./proc.ts";
import { createProcesses, lastLogLines, type OwnedProcess } from "./processes.ts";
import { waitFor } from "./waiting.ts";

const graceMs = 300;

/** Starts a shell program, and resolves when it has said that it is ready. */
async function started(script: string): Promise<{ owned: OwnedProcess; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "mesh-load-processes-"));
  const processes = createProcesses(folder);
  onTestFinished(async () => {
    await processes[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });
  });
  const owned = processes.start({ name: "child", command: "/bin/sh", args: ["-c", script] });
  const ready = await waitFor(() => lastLogLines(owned).includes("ready") || undefined, { deadlineMs: 5000 });
  expect(ready, "it is ready").toBe(true);
  return { owned, stop: () => processes.stop(owned, graceMs) };
}

/** Its children that are there now. */
function childrenOf({ identity }: OwnedProcess): readonly ProcessIdentity[] {
  return allPids().flatMap((pid) => (readStat(pid)?.parentPid === identity.pid ? [identify(pid)] : []));
}

it("OPS-01: a program that obeys is gone with its children long before it would be killed", async () => {
  const { owned, stop } = await started("trap 'exit 0' TERM; sleep 60 & echo ready; wait");
  const [child, ...others] = childrenOf(owned);
  expect(others).toEqual([]);
  await stop();
  expect(owned.exit).toEqual({ code: 0, signal: null });
  expect(child && isAlive(child)).toBe(false);
  expect(isGroupAlive(owned.identity.pid)).toBe(false);
});

it("OPS-01's trip: a program and a child of it that ignore SIGTERM are killed, and nothing is left of either", async () => {
  const { owned, stop } = await started("trap '' TERM; (trap '' TERM; sleep 60) & echo ready; wait; sleep 60");
  const children = childrenOf(owned);
  expect(children.length).toBeGreaterThan(0);
  await stop();
  expect(owned.exit).toEqual({ code: null, signal: "SIGKILL" });
  expect(children.filter(isAlive)).toEqual([]);
  expect(isGroupAlive(owned.identity.pid)).toBe(false);
});
