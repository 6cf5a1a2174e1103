/** Holds processes to a share of a core by a control group of their own, version 2 or 1, where this user may make one. */
import { accessSync, constants, mkdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { waitFor } from "./waiting.ts";

/** Where a group can be made, and where our processes are now. */
interface Place {
  readonly version: 1 | 2;
  readonly parent: string;
  readonly own: string;
}

export interface CpuGroup {
  /** Of its folder, which is there once processes are held. */
  readonly path: string;
  hold(pids: readonly number[], cores: number): void;
  /** Periods in which the kernel made them wait. */
  throttledPeriods(): number;
  /** Puts them back and removes the group. May be called again. */
  release(): Promise<void>;
}

const periodUs = 100_000;

/** `undefined` where none can be made. Makes nothing yet. */
export function cpuGroup(name: string): CpuGroup | undefined {
  const place = findPlace();
  if (place === undefined) return undefined;
  const path = join(place.parent, name);
  const move = (pids: readonly number[], folder: string): void => {
    for (const pid of pids) {
      try {
        writeFileSync(join(folder, "cgroup.procs"), String(pid));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error; // it ended meanwhile
      }
    }
  };
  return {
    path,
    hold(pids, cores) {
      const quotaUs = Math.max(1000, Math.round(cores * periodUs)); // the kernel takes nothing below a millisecond
      mkdirSync(path);
      if (place.version === 2) writeFileSync(join(path, "cpu.max"), `${quotaUs} ${periodUs}`);
      else {
        writeFileSync(join(path, "cpu.cfs_period_us"), String(periodUs));
        writeFileSync(join(path, "cpu.cfs_quota_us"), String(quotaUs));
      }
      move(pids, path);
    },
    throttledPeriods: () => Number(/^nr_throttled (\d+)$/m.exec(read(join(path, "cpu.stat")))?.[1] ?? 0),
    async release() {
      move(read(join(path, "cgroup.procs")).split("\n").filter(Boolean).map(Number), place.own);
      let trouble: unknown;
      const remove = (): true | undefined => {
        try {
          rmdirSync(path);
          return true;
        } catch (error) {
          trouble = error;
          return (error as NodeJS.ErrnoException).code === "ENOENT" ? true : undefined;
        }
      };
      if ((await waitFor(remove, { deadlineMs: 2000 })) === undefined) throw trouble; // EBUSY while a member is ending
    },
  };
}

/** Version 2 wants a parent that hands the controller down; version 1 takes any. */
function findPlace(): Place | undefined {
  const memberships = read("/proc/self/cgroup").split("\n");
  const mounts = read("/proc/mounts")
    .split("\n")
    .map((line) => line.split(" "));
  const v1 = mounts.find(([, , type, options]) => type === "cgroup" && options?.split(",").includes("cpu") === true);
  if (v1 !== undefined) {
    const line = memberships.find((entry) => entry.split(":")[1]?.split(",").includes("cpu") === true);
    const own = join(v1[1] ?? "", line?.split(":").slice(2).join(":") ?? "");
    return isOurs(own) ? { version: 1, parent: own, own } : undefined;
  }
  const root = mounts.find(([, , type]) => type === "cgroup2")?.[1];
  const line = memberships.find((entry) => entry.startsWith("0::"));
  if (root === undefined || line === undefined) return undefined;
  const own = join(root, line.slice("0::".length));
  for (let parent = own; !relative(root, parent).startsWith(".."); parent = dirname(parent)) {
    const handsDown = read(join(parent, "cgroup.subtree_control")).trim().split(" ").includes("cpu");
    if (handsDown) return isOurs(parent) && isOurs(own) ? { version: 2, parent, own } : undefined;
  }
  return undefined;
}

function isOurs(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    accessSync(join(folder, "cgroup.procs"), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Empty when it is not there. */
function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
