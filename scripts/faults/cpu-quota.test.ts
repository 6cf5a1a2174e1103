/** A process that would take a whole core gets its share of one while it is held, and the whole afterwards. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";
import { cpuGroup } from "../lib/cpu-cgroup.ts";
import { kernelUnits, readStat } from "../lib/proc.ts";
import { createProcesses } from "../lib/processes.ts";
import { byGroup, byTurns } from "./cpu-quota.ts";

const folder = mkdtempSync(join(tmpdir(), "mesh-load-quota-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Cores it gets in the next half second. */
async function coresOf(pid: number): Promise<number> {
  const ticks = (): number => readStat(pid)?.cpuTicks ?? 0;
  const [before, beginMs] = [ticks(), performance.now()];
  await delay(600); // a share is of time
  return ((ticks() - before) * 1000) / kernelUnits().ticksPerSecond / (performance.now() - beginMs);
}

describe("a busy process", () => {
  const ways = [
    ["in turns", byTurns, true],
    ["by a cgroup", byGroup, cpuGroup("mesh-load-probe") !== undefined],
  ] as const;
  for (const [name, hold, isPossible] of ways)
    test.runIf(isPossible)(`is held ${name} and let go, twice if need be`, async () => {
      await using processes = createProcesses(folder);
      const busy = processes.start({ name: "busy", command: process.execPath, args: ["-e", "for (;;);"] });
      const { pid } = busy.identity;
      const brake = hold(`test-${pid}`, [pid], 0.2, processes);
      if (brake === undefined) throw new Error("it was possible a moment ago");
      brake.on();
      expect(await brake.isFelt()).toBe(true);
      expect(await coresOf(pid)).toBeLessThan(0.3);
      await brake.off();
      await brake.off();
      expect(readStat(pid)?.state).not.toBe("T");
      expect(await coresOf(pid)).toBeGreaterThan(0.3);
    });
});
