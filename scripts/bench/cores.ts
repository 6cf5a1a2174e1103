/** Gives the generator one core and the server, which lives in this process, another. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { allowedCores } from "../lib/cores.ts";

export interface Cores {
  readonly generator: number;
  readonly server: number;
  /** As taskset writes it: what this process could use before. */
  readonly all: string;
}

/** `undefined` where there is no taskset, no /proc or only one core. */
export async function findCores(): Promise<Cores | undefined> {
  const cores = allowedCores();
  const [generator, server] = cores;
  if (generator === undefined || server === undefined) return undefined;
  const all = cores.join(",");
  return (await pinSelf(all)) ? { generator, server, all } : undefined;
}

/** Runs `work` with this process on the server's core. */
export async function onServerCore<T>(cores: Cores | undefined, work: () => Promise<T>): Promise<T> {
  if (cores === undefined) return work();
  await pinSelf(String(cores.server));
  try {
    return await work();
  } finally {
    await pinSelf(cores.all);
  }
}

/** Puts a command on the generator's core. taskset becomes the program, so its process id is the program's. */
export function onGeneratorCore(
  cores: Cores | undefined,
  command: string,
  args: readonly string[],
): { command: string; args: readonly string[] } {
  if (cores === undefined) return { command, args };
  return { command: "taskset", args: ["--cpu-list", String(cores.generator), command, ...args] };
}

async function pinSelf(list: string): Promise<boolean> {
  try {
    await promisify(execFile)("taskset", ["--all-tasks", "--cpu-list", "--pid", list, String(process.pid)]);
    return true;
  } catch {
    return false; // not installed, or not allowed: the figures say that they were measured unpinned
  }
}
