/** Finds processes by descent, and signals them one by one. */
import { allPids, readStat } from "./proc.ts";

/** Pids of all children, their children and so on, whatever session or group they are in. */
export function descendants(root: number): readonly number[] {
  const childrenOf = Map.groupBy(
    allPids().flatMap((pid) => readStat(pid) ?? []),
    ({ parentPid }) => parentPid,
  );
  const found: number[] = [];
  const pending = [root];
  for (let parent = pending.pop(); parent !== undefined; parent = pending.pop()) {
    const children = (childrenOf.get(parent) ?? []).map(({ pid }) => pid);
    found.push(...children);
    pending.push(...children);
  }
  return found;
}

/** Those that are gone are passed over. */
export function signalEach(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }
}
