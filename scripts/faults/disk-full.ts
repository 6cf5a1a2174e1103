/** The small disk that the target's store lies on fills up while the process writes to it, until nothing more fits. */
import { closeSync, openSync, rmSync, statfsSync, statSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { mountUnavailable } from "../lib/mounts.ts";
import type { Fault } from "./fault.ts";
import { storeOf } from "./store-faults.ts";

export const fault: Fault = {
  needs: ["process", "small-disk"],
  params: {},
  lastsSeconds: 5,
  recoverSeconds: 5,
  unavailable: () => {
    const reason = mountUnavailable();
    return reason === undefined ? undefined : `the store gets a small disk of its own, and ${reason}`;
  },
  async inject(context) {
    const folder = dirname(storeOf(context).path);
    const filler = join(folder, "filler");
    if (statSync(folder).dev === statSync(dirname(folder)).dev) throw new Error(`${folder} is no disk of its own`);
    context.journal([{ undo: "remove", path: filler }]);
    fill(filler);
    return {
      hasBitten() {
        fill(filler); // what was freed meanwhile
        return statfsSync(folder).bfree === 0;
      },
      heal: async () => rmSync(filler, { force: true }),
    };
  },
};

/** Appends until the disk refuses. */
function fill(path: string): void {
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
