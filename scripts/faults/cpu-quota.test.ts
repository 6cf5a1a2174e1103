/** A process that would take a whole core gets its share of one while it is held, and as much as its twin afterwards. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";
import { cpuGroup } from "../lib/cpu-cgroup.ts";
import { readStat } from "../lib/proc.ts";
import { createProcesses } from "../lib/processes.ts";
import { waitFor } from "../lib/waiting.ts";
import { byGroup, byTurns } from "./cpu-quota.ts";

const folder = mkdtempSync(join(tmpdir(), "mesh-load-quota-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What it gets in the next second beside a process that does the same and is not held: a busy machine is so to both. */
async function shareOf(pid: number, twin: number): Promise<number> {
  const ticks = (id: number): number => readStat(id)?.cpuTicks ?? 0;
  const [own, other] = [ticks(pid), ticks(twin)];
  await delay(1000); // a share is of time
  return (ticks(pid) - own) / (ticks(twin) - other);
}

/** A second of a busy machine may say anything: one of several must show it. */
async function showsShare(pid: number, twin: number, isIt: (share: number) => boolean): Promise<void> {
  const seen: number[] = [];
  const look = async (): Promise<true | undefined> => {
    seen.push(await shareOf(pid, twin));
    return isIt(seen.at(-1) ?? Number.NaN) ? true : undefined;
  };
  expect(await waitFor(look, { deadlineMs: 8000 }), `shares ${seen}`).toBe(true);
}

/** Ends by itself: a test that is cut off leaves nobody to end it. */
const busyLoop = "const endMs = Date.now() + 60_000; while (Date.now() < endMs);";

describe("a busy process", () => {
  const ways = [
    ["in turns", byTurns, true],
    ["by a cgroup", byGroup, cpuGroup("mesh-load-probe") !== undefined],
  ] as const;
  for (const [name, hold, isPossible] of ways)
    test.runIf(isPossible)(`is held ${name} and let go, twice if need be`, { timeout: 60_000 }, async () => {
      await using processes = createProcesses(folder);
      const busy = { command: process.execPath, args: ["-e", busyLoop] };
      const { pid } = processes.start({ ...busy, name: "busy" }).identity;
      const twin = processes.start({ ...busy, name: "twin" }).identity.pid;
      const brake = hold(`test-${pid}`, [pid], 0.2, processes);
      if (brake === undefined) throw new Error("it was possible a moment ago");
      await using _ = { [Symbol.asyncDispose]: () => brake.off() }; // also when something below fails
      brake.on();
      const isFelt = async (): Promise<true | undefined> => ((await brake.isFelt()) ? true : undefined);
      expect(await waitFor(isFelt, { deadlineMs: 10_000 })).toBe(true);
      await showsShare(pid, twin, (share) => share < 0.6);
      await brake.off();
      await brake.off();
      expect(readStat(pid)?.state).not.toBe("T");
      await showsShare(pid, twin, (share) => share > 0.6);
    });
});
