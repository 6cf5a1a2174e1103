/** The process is asked to end with SIGTERM, as an orchestrator does, stays down, and is started again. */
import type { Fault } from "./fault.ts";
import { down, endProcess, serviceOf } from "./process-faults.ts";

export const fault: Fault = {
  needs: ["process"],
  params: {
    drain: { help: "it must be gone within this", unit: "s", fallback: 10, from: 0.1, to: 60 },
  },
  lastsSeconds: 5,
  recoverSeconds: 5,
  unavailable: () => undefined,
  async inject(context) {
    const service = serviceOf(context);
    context.journal([]);
    await endProcess(service, "SIGTERM", (context.values["drain"] ?? 10) * 1000);
    return down(service);
  },
};
