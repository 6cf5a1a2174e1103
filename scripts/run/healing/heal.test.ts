/** What a dead run left may still be busy when it is to be undone. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { cpuGroup } from "../../lib/cpu-cgroup.ts";
import { createProcesses } from "../../lib/processes.ts";
import { recordRunning } from "../leftovers.ts";
import { healRun } from "./heal.ts";
import { openJournal } from "./journal.ts";

const folder = mkdtempSync(join(tmpdir(), "mesh-load-heal-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const group = cpuGroup(`test-heal-${process.pid}`);

/** As a run leaves it that died after it had started nothing but what ends by itself. */
function deadRun(): string {
  const runDir = join(folder, "dead");
  mkdirSync(runDir);
  recordRunning(runDir, { mark: "nobody", dataDir: join(folder, "data"), processes: [] });
  const path = join(runDir, "running.json");
  const running = JSON.parse(readFileSync(path, "utf8"));
  writeFileSync(path, JSON.stringify({ ...running, owner: { ...running.owner, startTicks: -1 } }));
  return runDir;
}

it.runIf(group !== undefined)("a control group is removed once its last member is gone", async () => {
  await using processes = createProcesses(folder);
  if (group === undefined) throw new Error("it was possible a moment ago");
  const member = processes.start({
    name: "member",
    command: process.execPath,
    args: ["-e", "setTimeout(() => {}, 400)"],
  });
  group.hold([member.identity.pid], 0.5);
  try {
    const runDir = deadRun();
    const steps = [{ undo: "remove-cgroup", path: group.path }] as const;
    openJournal(runDir).open({ fault: "cpu-quota", target: "somebody", steps });
    const { done, left } = await healRun(runDir);
    expect(left).toEqual([]);
    expect(done).toContain(`remove-cgroup ${group.path}`);
    expect([existsSync(group.path), existsSync(join(runDir, "running.json"))]).toEqual([false, false]);
  } finally {
    await group.release();
  }
});
