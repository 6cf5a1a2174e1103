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
  | { readonly undo: "remove-cgroup"; readonly path: string };

/** One line that says what was done, or what could not be. */
export function undo(step: UndoStep): { readonly isDone: boolean; readonly line: string } {
  try {
    perform(step);
    return { isDone: true, line: `${step.undo} ${step.path}` };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT")
      return { isDone: true, line: `${step.path} is gone already` };
    return { isDone: false, line: `could not ${step.undo} ${step.path}: ${messageOf(error)}` };
  }
}

function perform(step: UndoStep): void {
  if (step.undo === "unmount") unmount(step.path);
  else if (step.undo === "remove") rmSync(step.path, { recursive: true, force: true, maxRetries: 5 });
  else if (step.undo === "permit") chmodSync(step.path, step.mode);
  else rmdirSync(step.path);
}

function unmount(path: string): void {
  const { status, stderr, error } = spawnSync("umount", ["--lazy", path], { encoding: "utf8", timeout: 5000 });
  if (error !== undefined) throw error;
  if (status !== 0 && !/not mounted|no mount point|not found/i.test(stderr)) throw new Error(stderr.trim());
}
