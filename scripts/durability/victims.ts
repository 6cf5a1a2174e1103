/** What is taken from a workflow server under load: its process, its database's processes, or every connection between the two. */
import pg from "pg";
import { processesOf } from "../faults/database-faults.ts";
import { identify, isAlive } from "../lib/proc.ts";
import { signalEach } from "../lib/process-list.ts";
import { signalGroup } from "../lib/processes.ts";
import { waitFor } from "../lib/waiting.ts";
import type { Service } from "../targets/readiness.ts";
import type { RunningDatabase } from "../targets/target.ts";

/** A server that stores in a PostgreSQL, both started by us. */
export interface Pair {
  readonly url: string;
  readonly service: Service;
  readonly database: RunningDatabase;
}

const goneWithinMs = 5000;
const backWithinMs = 20_000;

/** Each resolves when what it took is there again. */
export const victims = {
  async server({ service }: Pair) {
    kill(service);
    await service.server.exited;
    await service.restart(AbortSignal.timeout(backWithinMs));
  },
  async database({ database }: Pair) {
    const { service } = database;
    const processes = processesOf(database).map(identify);
    kill(service);
    await service.server.exited;
    // Its children notice by themselves; as long as one is left, no other server may use the data.
    const areGone = (): true | undefined => {
      const alive = processes.filter(isAlive).map(({ pid }) => pid);
      signalEach(alive, "SIGKILL");
      return alive.length === 0 ? true : undefined;
    };
    await waitFor(areGone, { deadlineMs: goneWithinMs });
    await service.restart(AbortSignal.timeout(backWithinMs));
  },
  async connections({ database }: Pair) {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()",
    );
    await client.end();
  },
} as const satisfies Record<string, (pair: Pair) => Promise<void>>;

export type Victim = keyof typeof victims;
export const victimNames = Object.keys(victims) as readonly Victim[];

function kill({ server }: Service): void {
  server.isStopping = true; // its end is no surprise
  signalGroup(server.identity.pid, "SIGKILL");
}
