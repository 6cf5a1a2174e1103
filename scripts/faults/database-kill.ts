/** The target's database server is killed with SIGKILL, stays down, and is started again on the same port and data. */
import { identify, isAlive } from "../lib/proc.ts";
import { signalEach } from "../lib/process-list.ts";
import { waitFor } from "../lib/waiting.ts";
import { databaseOf, needsProc, processesOf, sharedMemoryOf } from "./database-faults.ts";
import type { Fault } from "./fault.ts";
import { down, endProcess } from "./process-faults.ts";

export const fault: Fault = {
  needs: ["database"],
  params: {},
  lastsSeconds: 5,
  recoverSeconds: 10, // it reads its log again, and the target finds it again
  unavailable: needsProc,
  async inject(context) {
    const database = databaseOf(context);
    const { service } = database;
    const processes = processesOf(database).map(identify);
    context.journal([sharedMemoryOf(database)]);
    await endProcess(service, "SIGKILL", 2000);
    const { hasBitten, heal } = down(service);
    return {
      hasBitten,
      async heal() {
        // Its children notice by themselves; as long as one is left, no other server may use the data.
        const areGone = (): true | undefined => {
          const alive = processes.filter(isAlive).map(({ pid }) => pid);
          signalEach(alive, "SIGKILL");
          return alive.length === 0 ? true : undefined;
        };
        if (service.server.exit !== undefined) await waitFor(areGone, { deadlineMs: 5000 });
        await heal();
      },
    };
  },
};
