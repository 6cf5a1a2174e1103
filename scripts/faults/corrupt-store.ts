/** Junk is written over the target's live store, and the process is restarted on it; afterwards on the store as it was before. */
import { randomBytes } from "node:crypto";
import { closeSync, copyFileSync, fstatSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { basename, join } from "node:path";
import { signalGroup } from "../lib/processes.ts";
import type { Fault } from "./fault.ts";
import { endProcess } from "./process-faults.ts";
import { restartAfter, restartIfItWill, storeOf } from "./store-faults.ts";

const junk = randomBytes(4096);

export const fault: Fault = {
  needs: ["process", "store-file"],
  params: {},
  lastsSeconds: 5,
  recoverSeconds: 5,
  unavailable: () => undefined,
  async inject(context) {
    const { service, path, files } = storeOf(context);
    const copyOf = (file: string): string => join(context.dataDir, basename(file));
    context.journal([]); // the store and its copy lie in the run's own folder, and go with it
    signalGroup(service.server.identity.pid, "SIGSTOP"); // the copy is of one instant, as a kill would leave it
    for (const file of files) copyFileSync(file, copyOf(file));
    for (const file of files) overwrite(file);
    await endProcess(service, "SIGKILL", 2000);
    await restartIfItWill(service, context.signal);
    let isHealed = false;
    return {
      /** It is down, or has put another file in the place of this one. */
      hasBitten: () => service.server.exit !== undefined || !isJunk(path),
      async heal() {
        if (isHealed) return;
        await restartAfter(service, () => {
          for (const end of ["", "-wal", "-shm", "-journal"]) rmSync(path + end, { force: true });
          for (const file of files) copyFileSync(copyOf(file), file);
        });
        isHealed = true;
      },
    };
  },
};

/** In place: whoever has it open has the junk. */
function overwrite(path: string): void {
  const file = openSync(path, "r+");
  try {
    const { size } = fstatSync(file);
    for (let at = 0; at < size; at += junk.length) writeSync(file, junk, 0, Math.min(junk.length, size - at), at);
  } finally {
    closeSync(file);
  }
}

function isJunk(path: string): boolean {
  const start = Buffer.alloc(16);
  try {
    const file = openSync(path, "r");
    try {
      readSync(file, start);
    } finally {
      closeSync(file);
    }
  } catch {
    return false; // it is no longer there
  }
  return start.equals(junk.subarray(0, start.length));
}
