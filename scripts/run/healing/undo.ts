/** What undoes a fault, as data: written down before the fault, done by whoever is left to do it. */
import { spawnSync } from "node:child_process";
import { chmodSync, rmdirSync, rmSync } from "node:fs";
import { messageOf } from "../../lib/problem.ts";

/**
 * What a dead run could leave behind beside its processes and its folder, which are ended and removed anyway.
 * Each can be done twice: what is gone already is no error.
 */
export type UndoStep =
  | { readonly undo: "unmount"; readonly path: string }
  | { readonly undo: "remove"; readonly path: string }
  | { readonly undo: "permit"; readonly path: string; readonly mode: number }
  | { readonly undo: "remove-cgroup"; readonly path: string }
  /** System V shared memory, as a killed PostgreSQL leaves it. */
  | { readonly undo: "remove-shared-memory"; readonly id: number };

/** One line that says what was done, or what could not be. */
export function undo(step: UndoStep): { readonly isDone: boolean; readonly line: string } {
  const what = `${step.undo} ${"path" in step ? step.path : step.id}`;
  try {
    perform(step);
    return { isDone: true, line: what };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return { isDone: true, line: `${what}: gone already` };
    return { isDone: false, line: `could not ${what}: ${messageOf(error)}` };
  }
}

/** All of them, last first. Throws when one could not be done. */
export function undoAll(steps: readonly UndoStep[]): void {
  const failed = steps
    .toReversed()
    .map(undo)
    .filter(({ isDone }) => !isDone);
  if (failed.length > 0) throw new Error(failed.map(({ line }) => line).join("; "));
}

function perform(step: UndoStep): void {
  if (step.undo === "unmount") run("umount", ["--lazy", step.path], /not mounted|no mount point|not found/i);
  else if (step.undo === "remove") rmSync(step.path, { recursive: true, force: true, maxRetries: 5 });
  else if (step.undo === "permit") chmodSync(step.path, step.mode);
  else if (step.undo === "remove-cgroup") rmdirSync(step.path);
  else run("ipcrm", ["--shmem-id", String(step.id)], /invalid id|already removed/i);
}

/** `gone` is what the program says of something that is not there anymore. */
function run(program: string, args: readonly string[], gone: RegExp): void {
  const { status, stderr, error } = spawnSync(program, args, { encoding: "utf8", timeout: 5000, env: inEnglish });
  if (error !== undefined) throw error;
  if (status !== 0 && !gone.test(stderr)) throw new Error(stderr.trim());
}

const inEnglish = { ...process.env, LC_ALL: "C" };
