/** The process is stopped properly, by the signal its program asks for, stays down, and is started again. */
import type { Fault } from "./fault.ts";
import { down, drain, serviceOf, stopProcess } from "./process-faults.ts";

export const fault: Fault = {
  needs: ["process"],
  params: { drain },
  lastsSeconds: 5,
  recoverSeconds: 5,
  unavailable: () => undefined,
  async inject(context) {
    const service = serviceOf(context);
    context.journal([]);
    await stopProcess(service, context);
    return down(service);
  },
};
