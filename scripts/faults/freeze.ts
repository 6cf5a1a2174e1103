/** The process with all its children is stopped with SIGSTOP and goes on with SIGCONT: it holds its connections and answers nothing. */
import { readStat } from "../lib/proc.ts";
import { descendants, signalEach } from "../lib/process-list.ts";
import type { Fault } from "./fault.ts";
import { serviceOf } from "./process-faults.ts";

export const fault: Fault = {
  needs: ["process"],
  params: {},
  lastsSeconds: 5,
  recoverSeconds: 5,
  unavailable: () =>
    readStat(process.pid) === undefined ? "this system has no /proc to see that a process stopped" : undefined,
  async inject(context) {
    const { server } = serviceOf(context);
    const pids = [server.identity.pid, ...descendants(server.identity.pid)];
    context.journal([]); // whoever heals a dead run ends what it started, and SIGKILL ends stopped processes too
    signalEach(pids, "SIGSTOP");
    return {
      hasBitten: async () => pids.every((pid) => readStat(pid)?.state === "T") && !(await context.ask(500)).isGood,
      heal: async () => signalEach(pids, "SIGCONT"),
    };
  },
};
