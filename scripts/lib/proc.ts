/** Reads Linux's /proc: who a process is, whether it still is that one, and what it uses. */
import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from "node:fs";

/** A process for good: a pid alone may be handed out again. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks since boot at which it started, field 22 of /proc/PID/stat; `null` where there is no /proc. */
  readonly startTicks: number | null;
}

/** One look at /proc/PID/stat, see proc_pid_stat(5). */
export interface ProcessStat extends ProcessIdentity {
  readonly startTicks: number;
  /** One letter: R runs, S sleeps, T was stopped, Z ended and waits for its parent to notice. */
  readonly state: string;
  readonly isZombie: boolean;
  readonly parentPid: number;
  /** User and system time of its own, of all threads. */
  readonly cpuTicks: number;
  /** The same of children that ended and were waited for, with theirs. */
  readonly endedChildrenTicks: number;
  readonly threads: number;
  readonly rssPages: number;
}

const buffer = Buffer.allocUnsafe(4096); // a stat line has at most some 60 numbers

/** `undefined` when it is gone, or where there is no /proc. Three system calls instead of readFileSync's five. */
export function readStat(pid: number): ProcessStat | undefined {
  let text: string;
  try {
    const file = openSync(`/proc/${pid}/stat`, "r");
    try {
      text = buffer.toString("latin1", 0, readSync(file, buffer));
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" "); // a name may hold blanks and parentheses
  const field = (number: number): number => Number(fields[number - 3]);
  return {
    pid,
    startTicks: field(22),
    state: fields[0] ?? "",
    isZombie: fields[0] === "Z" || fields[0] === "X",
    parentPid: field(4),
    cpuTicks: field(14) + field(15),
    endedChildrenTicks: field(16) + field(17),
    threads: field(20),
    rssPages: field(24),
  };
}

export function identify(pid: number): ProcessIdentity {
  return { pid, startTicks: readStat(pid)?.startTicks ?? null };
}

/** True while that very process runs; a zombie does not run. */
export function isAlive({ pid, startTicks }: ProcessIdentity): boolean {
  if (startTicks === null) return canSignal(pid);
  const stat = readStat(pid);
  return stat !== undefined && !stat.isZombie && stat.startTicks === startTicks;
}

/** `undefined` when it is gone or belongs to another user. */
export function countOpenFiles(pid: number): number | undefined {
  const folder = `/proc/${pid}/fd`;
  try {
    return statSync(folder).size || readdirSync(folder).length; // Linux 6.2 and later keep the count in the size
  } catch {
    return undefined;
  }
}

/** Every pid there is; none where there is no /proc. */
export function allPids(): readonly number[] {
  try {
    return readdirSync("/proc").map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

export interface KernelUnits {
  readonly ticksPerSecond: number;
  readonly pageKib: number;
}

/** What a tick and a page are, from the kernel's auxiliary vector: AT_PAGESZ and AT_CLKTCK, see getauxval(3). */
export function kernelUnits(): KernelUnits {
  const units = { ticksPerSecond: 100, pageKib: 4 };
  try {
    const vector = readFileSync("/proc/self/auxv");
    for (let at = 0; at + 16 <= vector.length; at += 16) {
      const [key, value] = [Number(vector.readBigUInt64LE(at)), Number(vector.readBigUInt64LE(at + 8))];
      if (key === 6) units.pageKib = value / 1024;
      if (key === 17) units.ticksPerSecond = value;
    }
  } catch {} // no /proc: then nothing is counted in them either
  return units;
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
