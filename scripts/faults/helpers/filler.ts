/** A file that takes all the room a disk has left. */
import { closeSync, openSync, writeSync } from "node:fs";

/** Appends until the disk refuses. */
export function fillDisk(path: string): void {
  const file = openSync(path, "a");
  try {
    for (const block of [Buffer.alloc(1024 * 1024), Buffer.alloc(4096)]) {
      try {
        while (writeSync(file, block) === block.length);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
      }
    }
  } finally {
    closeSync(file);
  }
}
