/** Makes sure that names in a folder outlive a power cut: a new file is there afterwards only when its folder was written, too. */
import { closeSync, fsyncSync, openSync } from "node:fs";

export function syncFolder(path: string): void {
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
