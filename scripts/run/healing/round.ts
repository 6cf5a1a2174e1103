/** One round of `make prove-heal`: a run is killed with SIGKILL, and what is left of it is looked for without its own help. */
import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { compileCache, projectDir } from "../../lib/paths.ts";
import { allPids } from "../../lib/proc.ts";
import { signalEach } from "../../lib/process-list.ts";
import { waitFor } from "../../lib/waiting.ts";

export interface Round {
  readonly scenario: string;
  /** As FAULT takes it; `undefined` for a run without one. */
  readonly fault: string | undefined;
  /** After its start, or after the fault was written down. */
  readonly killAfterMs: number;
}

export interface RoundResult {
  /** From the kill until nothing was left; `null` when something still was at the deadline. */
  readonly clearedMs: number | null;
  readonly left: readonly string[];
  /** The fault was on when the run was killed. */
  readonly wasBroken: boolean;
}

/** OPS issue: everything is gone within this. */
export const clearWithinMs = 5000;
const startDeadlineMs = 60_000;

/** Throws when the run ended before it could be killed. */
export async function killAndLook({ scenario, fault, killAfterMs }: Round, signal: AbortSignal): Promise<RoundResult> {
  const scratch = mkdtempSync(join(tmpdir(), "mesh-load-round-"));
  const temporary = join(scratch, "tmp");
  const results = join(scratch, "results");
  chmodSync(scratch, 0o755); // PostgreSQL runs as another user where this is root
  mkdirSync(temporary);
  const settings = [`SCENARIO=${scenario}`, "PROFILE=smoke", "DURATION_SCALE=0.5", `RESULTS=${results}`];
  const verb = fault === undefined ? ["scripts/load.ts"] : ["scripts/fault.ts", `FAULT=${fault}`];
  const child = spawn(process.execPath, [...verb, ...settings], {
    cwd: projectDir,
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
    env: { PATH: process.env["PATH"], TMPDIR: temporary, NODE_COMPILE_CACHE: compileCache },
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const isOver = (): boolean => child.exitCode !== null || child.signalCode !== null;
  try {
    const isDue = (): true | undefined => (isOver() || fault === undefined || isInjected(results) ? true : undefined);
    await waitFor(isDue, { deadlineMs: startDeadlineMs, pollMs: 5, signal });
    await delay(killAfterMs, undefined, { signal });
    if (isOver() || child.pid === undefined) throw new Error(`the run ended before it was killed: ${said.slice(-600)}`);
    const wasBroken = hasActiveFault(results);
    process.kill(-child.pid, "SIGKILL");
    const killedMs = performance.now();
    const isClear = (): number | undefined =>
      remains(scratch).length === 0 ? performance.now() - killedMs : undefined;
    const clearedMs = await waitFor(isClear, { deadlineMs: clearWithinMs, pollMs: 20 });
    return { clearedMs: clearedMs ?? null, left: remains(scratch), wasBroken };
  } finally {
    if (!isOver() && child.pid !== undefined) signalEach([-child.pid], "SIGKILL");
    for (const { pid } of processesOf(scratch)) signalEach([pid], "SIGKILL"); // a round that failed disturbs no other
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}

function runsIn(results: string): readonly string[] {
  if (!existsSync(results)) return [];
  return readdirSync(results, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(results, name));
}

function isInjected(results: string): boolean {
  return runsIn(results).some((run) => existsSync(join(run, "faults.ndjson")));
}

function hasActiveFault(results: string): boolean {
  return runsIn(results).some((run) => existsSync(join(run, "faults")));
}

/** Processes, mounts, temporary folders, control groups and open entries of the run in `scratch`. */
function remains(scratch: string): readonly string[] {
  const temporary = join(scratch, "tmp");
  const traces = runsIn(join(scratch, "results")).flatMap((run) =>
    ["running.json", "faults"].filter((name) => existsSync(join(run, name))).map((name) => join(run, name)),
  );
  const mounts = readText("/proc/self/mounts")
    .split("\n")
    .filter((line) => line.includes(scratch));
  const folders = readdirSync(temporary).map((name) => join(temporary, name));
  return [...processesOf(scratch).map(({ pid, name }) => `process ${pid} ${name}`), ...mounts, ...folders, ...traces];
}

/** Whatever was started there: it has the round's own folder in its environment, its arguments or as its working folder. */
function processesOf(scratch: string): readonly { readonly pid: number; readonly name: string }[] {
  return allPids()
    .filter((pid) => pid !== process.pid)
    .filter((pid) => ["environ", "cmdline"].some((file) => readText(`/proc/${pid}/${file}`).includes(scratch)))
    .map((pid) => ({ pid, name: readText(`/proc/${pid}/comm`).trim() }));
}

function readText(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return ""; // gone meanwhile, or another user's
  }
}
