/** The process is killed with SIGKILL, stays down, and is started again on the same port and data. */
import type { Fault } from "./fault.ts";
import { down, endProcess, serviceOf } from "./process-faults.ts";

export const fault: Fault = {
  needs: ["process"],
  params: {},
  lastsSeconds: 5,
  recoverSeconds: 5,
  unavailable: () => undefined,
  async inject(context) {
    const service = serviceOf(context);
    context.journal([]);
    await endProcess(service, "SIGKILL", 2000);
    return down(service);
  },
};
