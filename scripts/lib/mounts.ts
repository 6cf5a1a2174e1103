/** Mounts of a run: a small disk of its own, and a folder that nobody may write to. Both take root. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { undo } from "../run/healing/undo.ts";

/** In memory, and only as much of it as is written. */
export function mountDisk(path: string, mebibytes: number): void {
  mount(["-t", "tmpfs", "-o", `size=${mebibytes}m,mode=0700`, "mesh-load", path]);
}

/** Over itself: whoever holds a file in it open can still write that file. */
export function mountReadOnly(path: string): void {
  mount(["--bind", path, path]);
  mount(["-o", "remount,bind,ro", path]);
}

/** Why this machine lets us mount nothing, or `undefined`: found out by mounting. */
export function mountUnavailable(): string | undefined {
  if (process.getuid?.() !== 0) return "only root may mount";
  const path = mkdtempSync(join(tmpdir(), "mesh-load-mount-"));
  try {
    mountDisk(path, 1);
    return undefined;
  } catch (error) {
    return `mounting is not allowed here, though we are root: ${error instanceof Error ? error.message : error}`;
  } finally {
    undo({ undo: "unmount", path });
    rmdirSync(path);
  }
}

function mount(args: readonly string[]): void {
  const { status, stderr, error } = spawnSync("mount", args, { encoding: "utf8", timeout: 5000 });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(stderr.trim());
}
