/** The target's database server with all its children is stopped with SIGSTOP and goes on with SIGCONT: connections stay, answers stop. */
import { knock } from "../lib/knock.ts";
import { readStat } from "../lib/proc.ts";
import { signalEach } from "../lib/process-list.ts";
import { waitFor } from "../lib/waiting.ts";
import { databaseOf, needsProc, processesOf } from "./database-faults.ts";
import type { Fault } from "./fault.ts";
import { postgresHello } from "./network-faults.ts";

export const fault: Fault = {
  needs: ["database"],
  params: {},
  lastsSeconds: 5,
  recoverSeconds: 10, // statements that hung are given up by the target, and their connections replaced
  unavailable: needsProc,
  async inject(context) {
    const database = databaseOf(context);
    const { host } = new URL(database.url);
    const running = (): readonly number[] => processesOf(database).filter((pid) => readStat(pid)?.state !== "T");
    /** The parent comes first: once it has stopped, nobody makes new children. */
    const stopped = (): true | undefined => {
      const left = running();
      signalEach(left, "SIGSTOP");
      return left.length === 0 ? true : undefined;
    };
    context.journal([]); // whoever heals a dead run lets all that it started go on, to end it
    const heal = async (): Promise<void> => signalEach(processesOf(database).toReversed(), "SIGCONT");
    if ((await waitFor(stopped, { deadlineMs: 1000 })) === undefined) {
      await heal();
      throw new Error(`${database.service.server.name} did not stop as a whole`);
    }
    return {
      hasBitten: async () => running().length === 0 && (await knock(host, postgresHello, 300)).what === "silence",
      heal,
    };
  },
};
