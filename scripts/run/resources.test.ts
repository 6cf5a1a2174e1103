/** The sampler: every planned sample is either there or an explicit hole, in the file as in memory. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { createProcesses, type ProcessSpec } from "../lib/processes.ts";
import { waitFor } from "../lib/waiting.ts";
import { startSampler } from "./resources.ts";

const folder = mkdtempSync(join(tmpdir(), "mesh-load-resources-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const idle: ProcessSpec = { name: "idle", command: "/bin/sh", args: ["-c", "exec sleep 60"] };

function rowsOf(file: string): string[][] {
  const text = readFileSync(file, "utf8");
  expect(text.endsWith("\n")).toBe(true);
  const [header, ...rows] = text.trimEnd().split("\n");
  expect(header).toBe("timeMs,elapsedMs,process,pid,processes,rssKib,cpuSeconds,openFiles,threads");
  return rows.map((row) => row.split(","));
}

async function until(condition: () => boolean): Promise<void> {
  if ((await waitFor(() => condition() || undefined, { deadlineMs: 10_000 })) === undefined) throw new Error("never");
}

it("OPS-02: samples a process through its death and its restart under the same name", async () => {
  await using processes = createProcesses(folder);
  const file = join(folder, "restart.csv");
  let server = processes.start(idle);
  const first = server.identity.pid;
  using sampler = startSampler({ file, periodMs: 100, trees: () => [server] });
  const good = (pid: number): string[][] => rowsOf(file).filter((row) => row[3] === String(pid) && row[4] !== "");
  await until(() => good(first).length >= 3);
  await processes.stop(server);
  await until(() => rowsOf(file).some((row) => row[4] === ""));
  server = processes.start(idle);
  await until(() => good(server.identity.pid).length >= 3);
  const series = sampler.stop().get("idle");
  const holes = series?.holes ?? [];
  expect(holes.some(({ why }) => why === "gone")).toBe(true);
  expect(new Set(series?.samples.map(({ pid }) => pid))).toEqual(new Set([first, server.identity.pid]));
  const rows = rowsOf(file);
  expect(rows.length).toBe((series?.samples.length ?? 0) + holes.length);
  for (const row of rows) expect(row).toHaveLength(9);
  for (const hole of rows.filter((row) => row[4] === "")) expect(hole.slice(4)).toEqual(["", "", "", "", ""]);
  const sample = series?.samples[0];
  expect(sample).toMatchObject({ processes: 1, threads: 1, members: [{ pid: first, rssKib: sample?.rssKib }] });
});

it("OPS-02: counts what it came too late for as holes, and keeps its plan", async () => {
  await using processes = createProcesses(folder);
  const server = processes.start(idle);
  using sampler = startSampler({ file: join(folder, "late.csv"), periodMs: 100, trees: () => [server] });
  const series = () => sampler.stop().get("idle");
  await until(() => rowsOf(join(folder, "late.csv")).length >= 2);
  spawnSync("sleep", ["0.45"]); // holds this process up, as a long garbage collection would
  const before = rowsOf(join(folder, "late.csv")).length;
  await until(() => rowsOf(join(folder, "late.csv")).length >= before + 6);
  const { samples = [], holes = [] } = series() ?? {};
  expect(holes.filter(({ why }) => why === "late").length).toBeGreaterThanOrEqual(4);
  const times = [...samples, ...holes].map(({ timeMs }) => timeMs).sort((a, b) => a - b);
  const spanMs = (times.at(-1) ?? 0) - (times[0] ?? 0);
  expect(Math.abs(times.length - 1 - spanMs / 100)).toBeLessThan(1); // one entry per planned instant, none forgotten
});

it("leaves whole lines when it is killed", async () => {
  await using processes = createProcesses(folder);
  const file = join(folder, "killed.csv");
  const module = new URL("./resources.ts", import.meta.url).href;
  const code = `const { startSampler } = await import(${JSON.stringify(module)});
    const identity = { pid: process.pid, startTicks: Number(fs.readFileSync("/proc/self/stat", "latin1").split(" ")[21]) };
    startSampler({ file: ${JSON.stringify(file)}, periodMs: 100, trees: () => [{ name: "self", identity }] });
    setInterval(() => {}, 1000);`;
  const args = ["--input-type=module", "-e", `import fs from "node:fs"; ${code}`];
  const suite = processes.start({ name: "suite", command: process.execPath, args });
  await waitFor(
    () => {
      try {
        return rowsOf(file).length >= 3 || undefined;
      } catch {
        return undefined; // not there yet
      }
    },
    { deadlineMs: 10_000 },
  );
  suite.child.kill("SIGKILL");
  await suite.exited;
  expect(rowsOf(file).filter((row) => row.length === 9).length).toBeGreaterThanOrEqual(3);
});
