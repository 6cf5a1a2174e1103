/** The process is stopped and started again, and held with SIGSTOP from its first moment on: it is there, and serves late. */
import { readStat } from "../lib/proc.ts";
import { signalGroup } from "../lib/processes.ts";
import type { Fault } from "./fault.ts";
import { drain, serviceOf, startAgain, stopProcess } from "./process-faults.ts";

export const fault: Fault = {
  needs: ["process"],
  params: { drain },
  lastsSeconds: 5,
  recoverSeconds: 5,
  unavailable: () =>
    readStat(process.pid) === undefined ? "this system has no /proc to see that a process is held" : undefined,
  async inject(context) {
    const service = serviceOf(context);
    context.journal([]); // whoever heals a dead run ends what it started, and SIGKILL ends stopped processes too
    await stopProcess(service, context);
    const { pid } = service.start().identity;
    signalGroup(pid, "SIGSTOP");
    return {
      hasBitten: async () => readStat(pid)?.state === "T" && !(await context.ask(500)).isGood,
      async heal() {
        signalGroup(pid, "SIGCONT"); // how long it then takes to serve is its recovery
        await startAgain(service);
      },
    };
  },
};
