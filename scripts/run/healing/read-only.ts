/** Makes the folder of a store read-only: by a mount for root, whom no permission keeps from writing, and by permissions for others. */
import { readdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { mountReadOnly, mountUnavailable } from "../../lib/mounts.ts";
import { type UndoStep, undoAll } from "./undo.ts";

const isRoot = process.getuid?.() === 0;

/** Why it cannot be done here, or `undefined`. */
export function readOnlyUnavailable(): string | undefined {
  return isRoot ? mountUnavailable() : undefined;
}

/** What undoes it, to be known before it is done. */
export function writableAgain(store: string): readonly UndoStep[] {
  const folder = dirname(store);
  return isRoot ? [{ undo: "unmount", path: folder }] : permissions(folder, store);
}

export function makeReadOnly(store: string, undoing: readonly UndoStep[]): void {
  if (isRoot) mountReadOnly(dirname(store));
  else undoAll(undoing.map((step) => (step.undo === "permit" ? { ...step, mode: step.mode & ~0o222 } : step)));
}

/** Bound and remounted as `mountReadOnly` does it, and then the program with its arguments. */
const inView = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"';

/**
 * For one program alone: `start` is given the words of a command to start it through. Root's mount is that program's own and ends with it,
 * whoever is killed before; permissions are given back once it has started or failed to.
 */
export async function whileReadOnly<T>(store: string, start: (through: readonly string[]) => Promise<T>): Promise<T> {
  if (isRoot) return start(["unshare", "--mount", "sh", "-c", inView, dirname(store)]);
  const undoing = writableAgain(store);
  try {
    makeReadOnly(store, undoing);
    return await start([]);
  } finally {
    undoAll(undoing);
  }
}

/** As they are: of the folder, the store, and what belongs to it. */
function permissions(folder: string, store: string): readonly UndoStep[] {
  const own = readdirSync(folder)
    .map((name) => `${folder}/${name}`)
    .filter((path) => path.startsWith(store));
  return [folder, ...own].map((path) => ({ undo: "permit", path, mode: statSync(path).mode & 0o777 }));
}
