/** Reads Linux's /proc: who a process is and whether it still is that one. */
import { readFileSync } from "node:fs";

/** A process for good: a pid alone may be handed out again. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks since boot at which it started, field 22 of /proc/PID/stat; `null` where there is no /proc. */
  readonly startTicks: number | null;
}

function statFields(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return undefined; // gone, or no /proc on this platform
  }
}

export function identify(pid: number): ProcessIdentity {
  const fields = statFields(pid);
  return { pid, startTicks: fields === undefined ? null : Number(fields[19]) };
}

/** True while that very process runs; a zombie does not run. */
export function isAlive({ pid, startTicks }: ProcessIdentity): boolean {
  if (startTicks === null) return canSignal(pid);
  const fields = statFields(pid);
  return fields !== undefined && fields[0] !== "Z" && Number(fields[19]) === startTicks;
}

/** True while a process group has a member that runs. */
export function isGroupAlive(processGroupId: number): boolean {
  return processGroupId > 1 && canSignal(-processGroupId); // 0 and 1 would be our own group and everybody's
}

function canSignal(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
