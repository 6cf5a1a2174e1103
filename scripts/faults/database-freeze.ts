/** The target's database server with all its children is stopped with SIGSTOP and goes on with SIGCONT: connections stay, answers stop. */
import { knock } from "../lib/knock.ts";
import { databaseOf, freezeDatabase, needsProc, unfrozen } from "./database-faults.ts";
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
    context.journal([]); // whoever heals a dead run lets all that it started go on, to end it
    const thaw = await freezeDatabase(database);
    return {
      hasBitten: async () =>
        unfrozen(database).length === 0 && (await knock(host, postgresHello, 300)).what === "silence",
      heal: async () => thaw(),
    };
  },
};
