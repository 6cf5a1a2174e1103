/** Process trees: descendants are found wherever they went, and their time is never lost. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { type ProcessIdentity, readStat } from "../lib/proc.ts";
import { createProcesses, type ProcessSpec } from "../lib/processes.ts";
import { waitFor } from "../lib/waiting.ts";
import { createTreeReader, type TreeUsage } from "./process-tree.ts";

const folder = mkdtempSync(join(tmpdir(), "mesh-load-tree-"));
const processes = createProcesses(folder); // of all tests, since orphans are gone only once init has noticed
afterAll(async () => {
  await processes[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
}, 20_000);

const shell = (name: string, script: string): ProcessSpec => ({ name, command: "/bin/sh", args: ["-c", script] });
const burn = "i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done";

/** Looks until the tree is as wanted. */
async function look(
  read: (roots: readonly ProcessIdentity[]) => readonly (TreeUsage | string)[],
  root: ProcessIdentity,
  isWanted: (usage: TreeUsage) => boolean,
): Promise<TreeUsage> {
  const found = await waitFor(
    () => {
      const [usage] = read([root]);
      return typeof usage === "object" && isWanted(usage) ? usage : undefined;
    },
    { deadlineMs: 10_000 },
  );
  if (found === undefined) throw new Error("the tree never was as wanted");
  return found;
}

/** Not before a process has become its program. */
const hasMemory = ({ rssKib }: { readonly rssKib: number }): boolean => rssKib > 100;

it("OPS-02: holds descendants in sessions of their own, each with its memory", async () => {
  const { identity } = processes.start(shell("sessions", "setsid sleep 60 & sleep 60 & wait"));
  const { read } = createTreeReader();
  const usage = await look(read, identity, ({ members }) => members.length === 3 && members.every(hasMemory));
  expect(usage.rssKib).toBe(usage.members.reduce((sum, { rssKib }) => sum + rssKib, 0));
  expect(usage.threads).toBe(3);
  expect(usage.openFiles).toBeGreaterThanOrEqual(9);
  for (const { pid } of usage.members) if (pid !== identity.pid) process.kill(pid);
});

it("OPS-02: counts open files and threads of a real server", async () => {
  const open = "for (let i = 0; i < 50; i++) fs.openSync('/dev/null')";
  const spec = { command: process.execPath, args: ["-e", `${open}; setInterval(() => {}, 1000)`] };
  const { identity } = processes.start({ name: "files", ...spec });
  const { read } = createTreeReader();
  const usage = await look(read, identity, ({ openFiles }) => openFiles !== null && openFiles >= 53);
  expect(usage.threads).toBeGreaterThan(1);
  expect(usage.cpuSeconds).toBeGreaterThan(0);
});

it("keeps the time of children that ended, whether their parent waited for them or not", async () => {
  // the inner shell leaves its child behind: init, not its parent, waits for it
  const script = `(${burn}) ; sh -c '(${burn}; sleep 0.3) & sleep 0.1'; sleep 60`;
  const { identity } = processes.start(shell("ending", script));
  const { read } = createTreeReader();
  const seen: number[] = [];
  let most = 0;
  const usage = await look(read, identity, ({ members, cpuSeconds }) => {
    seen.push(cpuSeconds);
    most = Math.max(most, members.length);
    return members.length === 2 && most > 3; // shell and its last sleep, after the orphan with its own
  });
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  const ownTicks = readStat(identity.pid);
  expect(usage.cpuSeconds * 100).toBeGreaterThan((ownTicks?.cpuTicks ?? 0) + (ownTicks?.endedChildrenTicks ?? 0));
});

it("leaves a process to its own tree where it is a root itself", async () => {
  const outer = processes.start(shell("outer", "sleep 60 & wait")).identity;
  const { read } = createTreeReader();
  const both = await look(read, outer, ({ members }) => members.length === 2);
  const inner = both.members.find(({ pid }) => pid !== outer.pid)?.pid ?? 0;
  const [ofOuter, ofInner] = read([outer, { pid: inner, startTicks: readStat(inner)?.startTicks ?? 0 }]);
  expect((ofOuter as TreeUsage).members.map(({ pid }) => pid)).toEqual([outer.pid]);
  expect((ofInner as TreeUsage).members.map(({ pid }) => pid)).toEqual([inner]);
});

it("finds a tree that began before anybody asked for it", async () => {
  const first = processes.start(shell("first", "sleep 60 & wait")).identity;
  const second = processes.start(shell("second", "sleep 60 & wait")).identity;
  const { read } = createTreeReader();
  await look(read, first, ({ members }) => members.length === 2);
  await look(
    (roots) => read([...roots, first]),
    second,
    ({ members }) => members.length === 2,
  );
});

it("says that a process is gone, and is not taken in by another one with its pid", async () => {
  const owned = processes.start(shell("short", "exec sleep 60"));
  const { read } = createTreeReader();
  await look(read, owned.identity, ({ members }) => members.length > 0);
  expect(read([{ ...owned.identity, startTicks: 1 }])).toEqual(["gone"]);
  await processes.stop(owned);
  expect(read([owned.identity])).toEqual(["gone"]);
});
