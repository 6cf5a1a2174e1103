/** Gives the generator and the targets cores of their own, so that neither takes time from the other. */
import { accessSync, constants, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Settings } from "#contract/settings";
import { Problem } from "./problem.ts";

/** Which cores each side may use. */
export interface Cores {
  readonly isPinned: boolean;
  /** Absent when pinned. */
  readonly why?: string;
  /** As taskset writes lists; both are all there are when nothing is pinned. */
  readonly generator: string;
  readonly targets: string;
}

export type Side = "generator" | "targets";

/** From this many on, the generator's quarter is at least one whole core and the targets keep three. */
const leastForAuto = 4;

/** Throws a Problem when PIN=on and it cannot be done. */
export function chooseCores(pin: Settings["PIN"]): Cores {
  const all = allowedCores();
  const unpinned = (why: string): Cores => ({ isPinned: false, why, generator: all.join(","), targets: all.join(",") });
  if (pin === "off") return unpinned("PIN=off");
  const reason = impossible(all);
  if (reason !== undefined) {
    if (pin === "auto") return unpinned(reason);
    throw new Problem("usage", {
      what: `PIN=on cannot be done: ${reason}`,
      why: "generator and targets would share their cores, which PIN=on is to prevent",
      fix: "leave PIN out, or run where there are two cores, /proc and taskset (of util-linux)",
    });
  }
  if (pin === "auto" && all.length < leastForAuto) return unpinned(`${all.length} cores, fewer than ${leastForAuto}`);
  const count = Math.max(1, Math.floor(all.length / 4));
  return { isPinned: true, generator: all.slice(-count).join(","), targets: all.slice(0, -count).join(",") };
}

/** taskset becomes the program, so its process id is the program's. */
export function onCores(
  { isPinned, ...lists }: Cores,
  side: Side,
  command: string,
  args: readonly string[],
): { readonly command: string; readonly args: readonly string[] } {
  return isPinned ? { command: "taskset", args: ["--cpu-list", lists[side], command, ...args] } : { command, args };
}

/** Cores a process may use, this one unless said, as /proc tells; none where it does not. */
export function allowedCores(pid: number | "self" = "self"): readonly number[] {
  try {
    const list = /^Cpus_allowed_list:\s*(\S+)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? "";
    return list.split(",").flatMap((part) => {
      const [from = 0, to = from] = part.split("-").map(Number);
      return Array.from({ length: to - from + 1 }, (_, index) => from + index);
    });
  } catch {
    return []; // gone, or no /proc on this platform
  }
}

/** True where a program of this name is on PATH. */
export function isOnPath(program: string): boolean {
  return (process.env["PATH"] ?? "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false; // not in this folder
    }
  });
}

function impossible(all: readonly number[]): string | undefined {
  if (all.length === 0) return "this system does not tell which cores there are (no /proc)";
  if (all.length === 1) return "there is only one core";
  return isOnPath("taskset") ? undefined : "taskset is not installed";
}
