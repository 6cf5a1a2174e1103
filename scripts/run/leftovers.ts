/** Remembers what a run started, so that the next run sees what a killed one left alive. */
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { projectDir } from "../lib/paths.ts";
import { identify, isAlive, type ProcessIdentity } from "../lib/proc.ts";
import type { OwnedProcess } from "../lib/processes.ts";

interface Running {
  readonly owner: ProcessIdentity;
  readonly dataDir: string;
  readonly processes: readonly (ProcessIdentity & { readonly name: string })[];
}

const fileName = "running.json";

/** Rewritten with each process started; gone when the run has ended by itself. */
export function recordRunning(folder: string, dataDir: string, processes: readonly OwnedProcess[]): void {
  const running: Running = {
    owner: identify(process.pid),
    dataDir,
    processes: processes.map(({ name, identity }) => ({ name, ...identity })),
  };
  writeFileSync(join(folder, fileName), JSON.stringify(running));
}

export function forgetRunning(folder: string): void {
  rmSync(join(folder, fileName), { force: true });
}

/** What a run that is dead itself left alive, one line each with how to end it. Clears the traces of those that left nothing. */
export function findLeftovers(root: string): readonly string[] {
  const results = resolve(projectDir, root);
  if (!statSync(results, { throwIfNoEntry: false })?.isDirectory()) return []; // opening the run's folder says what is wrong
  return readdirSync(results, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => leftoversOf(join(results, name)));
}

function leftoversOf(folder: string): readonly string[] {
  const running = readRunning(folder);
  if (running === undefined || isAlive(running.owner)) return []; // a run beside ours is none of our business
  const alive = running.processes.filter(isAlive);
  if (alive.length === 0) {
    rmSync(running.dataDir, { recursive: true, force: true });
    forgetRunning(folder);
  }
  return alive.map(({ name, pid }) => `${name} of ${folder} still runs: end it with  kill -KILL -- -${pid}`);
}

function readRunning(folder: string): Running | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, fileName), "utf8")) as Running;
  } catch {
    return undefined; // it ended by itself, or died before it started anything
  }
}
