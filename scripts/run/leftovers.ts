/** Remembers what a run started, so that whoever comes after a killed one finds it. */
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { projectDir } from "../lib/paths.ts";
import { identify, isAlive, type ProcessIdentity } from "../lib/proc.ts";
import type { OwnedProcess } from "../lib/processes.ts";

export interface Running {
  readonly owner: ProcessIdentity;
  /** What every process of the run carries in its environment. */
  readonly mark: string;
  readonly dataDir: string;
  readonly processes: readonly (ProcessIdentity & { readonly name: string; readonly stopSignal: NodeJS.Signals })[];
}

export const markVariable = "MESH_LOAD_RUN";
const fileName = "running.json";

/** Rewritten with each process started, whole or not at all; gone when the run has ended by itself. */
export function recordRunning(
  folder: string,
  { mark, dataDir, processes }: { mark: string; dataDir: string; processes: readonly OwnedProcess[] },
): void {
  const running: Running = {
    owner: identify(process.pid),
    mark,
    dataDir,
    processes: processes.map(({ name, identity, stopSignal }) => ({ name, stopSignal, ...identity })),
  };
  const part = join(folder, `.${fileName}`);
  writeFileSync(part, JSON.stringify(running));
  renameSync(part, join(folder, fileName));
}

export function forgetRunning(folder: string): void {
  rmSync(join(folder, fileName), { force: true });
}

/** `undefined` for a run that ended by itself, or died before it started anything. */
export function readRunning(folder: string): Running | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, fileName), "utf8")) as Running;
  } catch {
    return undefined;
  }
}

/** Folders of runs that are dead and were not cleared up. A run that lives beside ours is none of our business. */
export function deadRuns(root: string): readonly string[] {
  const results = resolve(projectDir, root);
  if (!statSync(results, { throwIfNoEntry: false })?.isDirectory()) return []; // opening the run's folder says what is wrong
  return readdirSync(results, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(results, name))
    .filter((folder) => {
      const running = readRunning(folder);
      return running !== undefined && !isAlive(running.owner);
    });
}
