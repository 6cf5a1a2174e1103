/** What a process and all its descendants use, found anew at each look. Descent goes by parent: PostgreSQL's backends lead sessions of their own. */
import { allPids, countOpenFiles, kernelUnits, type ProcessIdentity, type ProcessStat, readStat } from "../lib/proc.ts";

export interface TreeUsage {
  /** Those that run; zombies are not counted. */
  readonly members: readonly { readonly pid: number; readonly rssKib: number }[];
  /** Memory that members share is counted once for each. */
  readonly rssKib: number;
  /** Since each began, with those that ended; never goes back. */
  readonly cpuSeconds: number;
  /** `null` when a member's may not be read. */
  readonly openFiles: number | null;
  readonly threads: number;
}

export interface TreeReader {
  /** One answer per root, in their order. A process that is a root of its own belongs to no other tree. */
  read(roots: readonly ProcessIdentity[]): readonly (TreeUsage | "gone" | "unreadable")[];
}

interface Memory {
  /** Members at the last look, by pid. */
  readonly members: ReadonlyMap<number, ProcessStat>;
  /** Time of members that ended and that no survivor was credited with. */
  readonly lostTicks: number;
}

/** Looks between two of which a pid seen to be nobody's is not looked at again; so most of the machine costs nothing. */
const looksUntilForgotten = 10;

export function createTreeReader(): TreeReader {
  const units = kernelUnits();
  let memories = new Map<string, Memory>();
  let strangers = new Set<number>();
  let looks = 0;
  return {
    read(roots) {
      const isSameCast = roots.length === memories.size && roots.every((root) => memories.has(keyOf(root)));
      if (!isSameCast || looks++ % looksUntilForgotten === 0) strangers = new Set();
      const pids = allPids();
      if (pids.length === 0) return roots.map(() => "unreadable" as const);
      const stats = new Map<number, ProcessStat>();
      for (const pid of pids) {
        const stat = strangers.has(pid) ? undefined : readStat(pid);
        if (stat !== undefined) stats.set(pid, stat);
      }
      const before = memories;
      memories = new Map(roots.map((root) => [keyOf(root), { members: new Map(), lostTicks: 0 }]));
      const trees = divide(roots, stats, before);
      const usages = roots.map((root, index) => {
        const own = stats.get(root.pid);
        const members = trees[index] ?? new Map<number, ProcessStat>();
        const memory = remember(before.get(keyOf(root)), members);
        memories.set(keyOf(root), memory);
        if (own === undefined || own.isZombie || own.startTicks !== root.startTicks) return "gone" as const;
        return usageOf(memory, units);
      });
      const ours = new Set(trees.flatMap((tree) => [...tree.keys()]));
      strangers = new Set(pids.filter((pid) => !ours.has(pid)));
      return usages;
    },
  };
}

function keyOf({ pid, startTicks }: ProcessIdentity): string {
  return `${pid}:${startTicks}`;
}

/** Gives each process to the tree of its nearest ancestor that is a root, or that was in a tree before its parent ended. */
function divide(
  roots: readonly ProcessIdentity[],
  stats: ReadonlyMap<number, ProcessStat>,
  before: ReadonlyMap<string, Memory>,
): readonly Map<number, ProcessStat>[] {
  const treeOf = new Map<number, number>();
  const claim = ({ pid, startTicks }: ProcessIdentity, tree: number): void => {
    if (stats.get(pid)?.startTicks === startTicks && !treeOf.has(pid)) treeOf.set(pid, tree);
  };
  roots.forEach(claim);
  roots.forEach((root, tree) => {
    for (const member of before.get(keyOf(root))?.members.values() ?? []) claim(member, tree);
  });
  const find = (pid: number): number => {
    const known = treeOf.get(pid);
    if (known !== undefined) return known;
    treeOf.set(pid, -1); // nobody's, and the end of a circle that processes ending meanwhile could make
    const stat = stats.get(pid);
    const found = stat === undefined ? -1 : find(stat.parentPid);
    treeOf.set(pid, found);
    return found;
  };
  const trees = roots.map(() => new Map<number, ProcessStat>());
  for (const [pid, stat] of stats) trees[find(pid)]?.set(pid, stat);
  return trees;
}

/**
 * A parent that waits for a child is credited with its time by the kernel. What the ended had and no survivor was
 * credited with (nobody waited, or init did) is kept here, so that the sum never goes back.
 */
function remember(before: Memory | undefined, members: ReadonlyMap<number, ProcessStat>): Memory {
  let ended = 0;
  let credited = 0;
  for (const old of before?.members.values() ?? []) {
    const now = members.get(old.pid);
    if (now?.startTicks === old.startTicks) credited += now.endedChildrenTicks - old.endedChildrenTicks;
    else ended += old.cpuTicks + old.endedChildrenTicks;
  }
  return { members, lostTicks: (before?.lostTicks ?? 0) + Math.max(0, ended - credited) };
}

function usageOf(
  { members, lostTicks }: Memory,
  { ticksPerSecond, pageKib }: ReturnType<typeof kernelUnits>,
): TreeUsage {
  let ticks = lostTicks;
  let openFiles: number | null = 0;
  let threads = 0;
  const running = [];
  for (const stat of members.values()) {
    ticks += stat.cpuTicks + stat.endedChildrenTicks;
    if (stat.isZombie) continue;
    const files = countOpenFiles(stat.pid);
    if (files === undefined && readStat(stat.pid) === undefined) continue; // ended since
    openFiles = files === undefined || openFiles === null ? null : openFiles + files;
    threads += stat.threads;
    running.push({ pid: stat.pid, rssKib: stat.rssPages * pageKib });
  }
  const rssKib = running.reduce((sum, member) => sum + member.rssKib, 0);
  return { members: running, rssKib, cpuSeconds: ticks / ticksPerSecond, openFiles, threads };
}
