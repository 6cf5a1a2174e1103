/** Gives targets whose disk is to fill up a small one of their own, before they start. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { mountDisk } from "../lib/mounts.ts";
import type { ChosenFault } from "./fault-choice.ts";
import type { Journal } from "./healing/journal.ts";
import { undoAll } from "./healing/undo.ts";

/** Room for hours of load; what nobody writes costs nothing. */
const smallDiskMebibytes = 64;

/** Disposing takes them away, which is to happen when no process is left on them. */
export function mountDisks(faults: readonly ChosenFault[], dataDir: string, journal: Journal): Disposable {
  const disposer = new DisposableStack();
  for (const { fault, target } of faults.filter((chosen) => chosen.fault.needs.includes("small-disk"))) {
    const path = join(dataDir, target);
    mkdirSync(path, { mode: 0o700 });
    const steps = [{ undo: "unmount", path }] as const;
    const strikeOut = journal.open({ fault: fault.name, target, steps });
    disposer.defer(() => {
      undoAll(steps);
      strikeOut();
    });
    mountDisk(path, smallDiskMebibytes);
  }
  return disposer;
}
