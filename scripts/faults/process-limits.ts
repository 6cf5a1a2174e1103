/** Limits of a live process, set and read with prlimit(1): only the soft one, so that it can be raised again without privilege. */
import { spawnSync } from "node:child_process";
import { readStat } from "../lib/proc.ts";

/** `nofile` counts descriptors, `data` bytes of private writable memory: heap, stacks of threads, anonymous mappings, `fsize` bytes of a file that is written (setrlimit(2)). */
type Limited = "nofile" | "data" | "fsize";

export function limitsUnavailable(): string | undefined {
  if (readStat(process.pid) === undefined) return "this system has no /proc to see what a process uses";
  return spawnSync("prlimit", ["--version"]).status === 0 ? undefined : "prlimit (of util-linux) is not installed";
}

/** As prlimit writes it: a number or `unlimited`. */
export function softLimit(pid: number, limited: Limited): string {
  return prlimit(pid, `--${limited}`, "--noheadings", "--raw", "--output=SOFT");
}

export function setSoftLimit(pid: number, limited: Limited, value: string): void {
  prlimit(pid, `--${limited}=${value}:`);
}

function prlimit(pid: number, ...args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync("prlimit", ["--pid", String(pid), ...args], { encoding: "utf8" });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`prlimit ${args.join(" ")} of process ${pid}: ${stderr.trim()}`);
  return stdout.trim();
}
