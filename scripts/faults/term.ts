/** The process is asked to end with SIGTERM, as an orchestrator does, stays down, and is started again. */
import type { Fault } from "./fault.ts";
import { down, drain, endProcess, serviceOf } from "./process-faults.ts";

export const fault: Fault = {
  needs: ["process"],
  params: { drain },
  lastsSeconds: 5,
  recoverSeconds: 5,
  unavailable: () => undefined,
  async inject(context) {
    const service = serviceOf(context);
    context.journal([]);
    await endProcess(service, "SIGTERM", (context.values["drain"] ?? drain.fallback) * 1000);
    return down(service);
  },
};
