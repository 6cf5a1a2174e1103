/** Starts targets as a run does, for tests that talk to them. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createProcesses, type Processes } from "../lib/processes.ts";
import { loadTargets, type RunningTarget } from "../targets/target.ts";

export interface Stack extends AsyncDisposable {
  /** Holds the logs, and a data folder per target. */
  readonly folder: string;
  readonly processes: Processes;
  /** Of the targets asked for, why those do not run here. */
  readonly unavailable: readonly string[];
  target(name: string): RunningTarget;
}

/** Disposing ends every process and removes the folder. */
export async function startStack(names: readonly string[]): Promise<Stack> {
  const folder = mkdtempSync(join(tmpdir(), "mesh-load-stack-"));
  const processes = createProcesses(folder);
  const running = new Map<string, RunningTarget>();
  const unavailable: string[] = [];
  const end = async (): Promise<void> => {
    await processes[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const signal = AbortSignal.timeout(60_000);
    for (const target of (await loadTargets()).filter(({ name }) => names.includes(name))) {
      const reason = target.unavailable();
      if (reason !== undefined) {
        unavailable.push(`${target.name}: ${reason}`);
        continue;
      }
      const dataDir = join(folder, target.name);
      mkdirSync(dataDir, { mode: 0o700 });
      running.set(target.name, await target.start({ processes, dataDir, signal }));
    }
  } catch (error) {
    await end();
    throw error;
  }
  return {
    folder,
    processes,
    unavailable,
    target(name) {
      const target = running.get(name);
      if (target === undefined) throw new Error(`${name} does not run: ${unavailable.join("; ")}`);
      return target;
    },
    [Symbol.asyncDispose]: end,
  };
}
