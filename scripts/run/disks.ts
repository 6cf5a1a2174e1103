/** Gives targets whose disk is to fill up a small one of their own, before they start. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Need } from "../faults/fault.ts";
import { mountDisk } from "../lib/mounts.ts";
import { tablesFolder } from "../stack/postgres.ts";
import type { ChosenFault } from "./fault-choice.ts";
import type { Journal } from "./healing/journal.ts";
import { undoAll } from "./healing/undo.ts";

/** Room for hours of load, or for what a search system is filled with; what nobody writes costs nothing. */
const mebibytes: { readonly [N in Need]?: number } = { "small-disk": 64, "database-disk": 256 };

/** Disposing takes them away, which is to happen when no process is left on them. */
export function mountDisks(faults: readonly ChosenFault[], dataDir: string, journal: Journal): Disposable {
  const disposer = new DisposableStack();
  for (const { fault, target } of faults) {
    for (const need of fault.needs) {
      const size = mebibytes[need];
      if (size === undefined) continue;
      const own = join(dataDir, target);
      mkdirSync(own, { mode: 0o700 });
      const path = need === "database-disk" ? tablesFolder(own) : own;
      if (path !== own) mkdirSync(path, { mode: 0o700 });
      const steps = [{ undo: "unmount", path }] as const;
      const strikeOut = journal.open({ fault: fault.name, target, steps });
      disposer.defer(() => {
        undoAll(steps);
        strikeOut();
      });
      mountDisk(path, size);
    }
  }
  return disposer;
}
