/** Undoes whatever a dead run left: faults, processes, its private folder. Safe to repeat. */
import { appendFileSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { allPids, identify, isAlive, isGroupAlive } from "../../lib/proc.ts";
import { descendants, signalEach } from "../../lib/process-list.ts";
import { signalGroup } from "../../lib/processes.ts";
import { waitFor } from "../../lib/waiting.ts";
import { forgetRunning, markVariable, type Running, readRunning } from "../leftovers.ts";
import { activeFaults, closeFaults } from "./journal.ts";
import { type UndoStep, undo } from "./undo.ts";

export interface Healed {
  /** What was done, a line each; empty when there was nothing to do. */
  readonly done: readonly string[];
  /** What is still there, a line each. */
  readonly left: readonly string[];
}

/** PostgreSQL takes its shared memory with it when it is asked to end, and leaves it when it is killed. */
const graceMs = 1500;
const killMs = 3000;
const undoMs = 2000;

/** `runDir` is a run's folder in results/. A run that lives is none of our business, and is left alone. */
export async function healRun(runDir: string): Promise<Healed> {
  const running = readRunning(runDir);
  if (running === undefined || isAlive(running.owner)) return { done: [], left: [] };
  const done: string[] = [];
  const left: string[] = await endAll(running, done);
  for (const { fault, target, steps } of activeFaults(runDir)) {
    done.push(`healed ${fault} of ${target}`);
    for (const step of steps.toReversed()) {
      const { isDone, line } = await undoSoon(step);
      (isDone ? done : left).push(line);
    }
  }
  if (left.length > 0) return { done, left };
  rmSync(running.dataDir, { recursive: true, force: true, maxRetries: 5 });
  done.push(`removed ${running.dataDir}`);
  closeFaults(runDir);
  note(runDir, done);
  forgetRunning(runDir); // last: until then another healer finds everything it needs
  return { done, left };
}

/** Not everything lets go at once: a control group is busy until the kernel is through with its last member. */
async function undoSoon(step: UndoStep): Promise<ReturnType<typeof undo>> {
  let last = undo(step);
  const again = (): true | undefined => {
    if (!last.isDone) last = undo(step);
    return last.isDone ? true : undefined;
  };
  await waitFor(again, { deadlineMs: undoMs, pollMs: 20 });
  return last;
}

/** Ends every process the run started: those it wrote down with all below them, and those that carry its mark. */
async function endAll(running: Running, done: string[]): Promise<string[]> {
  // PostgreSQL's children wipe out the mark and lead sessions of their own; frozen ones would outlive their parent.
  const below = running.processes.filter((each) => isAlive(each)).flatMap(({ pid }) => descendants(pid).map(identify));
  const find = (): readonly number[] => {
    const marked = pidsMarked(running.mark);
    const recorded = [...running.processes, ...below].filter((each) => isAlive(each)).map(({ pid }) => pid);
    return [...new Set([...recorded, ...marked])];
  };
  const gone = (): true | undefined => (find().length === 0 ? true : undefined);
  const alive = find();
  if (alive.length === 0) return [];
  for (const { name, pid } of running.processes)
    if (alive.includes(pid)) done.push(`ended ${name} (process group ${pid})`);
  for (const { pid, stopSignal } of running.processes.filter((each) => isAlive(each))) {
    signalEach([pid], stopSignal);
  }
  signalEach(alive, "SIGCONT"); // a frozen one hears nothing else
  if ((await waitFor(gone, { deadlineMs: graceMs, pollMs: 20 })) !== undefined) return [];
  const kill = (): true | undefined => {
    for (const { pid } of running.processes.filter((each) => isAlive(each)))
      if (isGroupAlive(pid)) signalGroup(pid, "SIGKILL");
    signalEach(find(), "SIGKILL");
    return gone();
  };
  if ((await waitFor(kill, { deadlineMs: killMs, pollMs: 20 })) !== undefined) return [];
  return find().map((pid) => `process ${pid} outlived SIGKILL`);
}

/** Processes of the run that were started in the instant before it died, and not yet written down. */
function pidsMarked(mark: string): readonly number[] {
  const entry = `${markVariable}=${mark}`;
  return allPids().filter((pid) => pid !== process.pid && environmentOf(pid).includes(entry));
}

function environmentOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, "latin1").split("\0");
  } catch {
    return []; // gone, or another user's
  }
}

function note(runDir: string, done: readonly string[]): void {
  const line = { time: new Date().toISOString(), event: "healed-afterwards", done };
  appendFileSync(join(runDir, "timeline.ndjson"), `${JSON.stringify(line)}\n`);
}
