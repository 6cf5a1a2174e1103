/** The target's store becomes read-only, by a mount for root and by permissions for others, and the process is restarted on it. */
import { closeSync, openSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { makeReadOnly, readOnlyUnavailable, writableAgain } from "../run/healing/read-only.ts";
import { undoAll } from "../run/healing/undo.ts";
import type { Fault } from "./fault.ts";
import { endProcess } from "./process-faults.ts";
import { restartAfter, restartIfItWill, storeOf } from "./store-faults.ts";

export const fault: Fault = {
  needs: ["process", "store-file"],
  params: {},
  lastsSeconds: 5,
  recoverSeconds: 5,
  unavailable: readOnlyUnavailable,
  async inject(context) {
    const { service, path } = storeOf(context);
    const steps = writableAgain(path);
    context.journal(steps);
    // Restarted, since permission is asked when a file is opened. Killed, since with its log left behind a store can still be read.
    await endProcess(service, "SIGKILL", 2000);
    makeReadOnly(path, steps);
    await restartIfItWill(service, context.signal);
    let isHealed = false;
    return {
      hasBitten: () =>
        !isWritable(path) && (service.server.exit !== undefined || onlyReads(service.server.identity.pid, path)),
      async heal() {
        if (isHealed) return;
        await restartAfter(service, () => undoAll(steps));
        isHealed = true;
      },
    };
  },
};

function isWritable(path: string): boolean {
  try {
    closeSync(openSync(path, "r+"));
    return true;
  } catch {
    return false;
  }
}

/** Whether a process has the file open, and not for writing. */
function onlyReads(pid: number, path: string): boolean {
  const modes = readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      if (readlinkSync(`/proc/${pid}/fd/${fd}`) !== path) return [];
      const flags = /^flags:\s*([0-7]+)/m.exec(readFileSync(`/proc/${pid}/fdinfo/${fd}`, "latin1"))?.[1] ?? "2";
      return [Number.parseInt(flags, 8) & 3]; // 0 is O_RDONLY
    } catch {
      return []; // closed meanwhile
    }
  });
  return modes.length > 0 && modes.every((mode) => mode === 0);
}
