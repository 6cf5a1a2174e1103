/** The small disk that the tables of the target's database lie on fills up: what needs room is refused, what is there can be read. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { mountUnavailable } from "../lib/mounts.ts";
import { databaseOf } from "./database-faults.ts";
import type { Fault } from "./fault.ts";
import { fillDisk } from "./helpers/filler.ts";

/** PostgreSQL's word for a disk that has no room left. */
const diskFull = "53100";

export const fault: Fault = {
  needs: ["database", "database-disk"],
  params: {},
  lastsSeconds: 5,
  recoverSeconds: 5,
  unavailable() {
    const reason = mountUnavailable();
    return reason === undefined ? undefined : `the tables get a small disk of their own, and ${reason}`;
  },
  async inject(context) {
    const { url, tablesDir } = databaseOf(context);
    if (tablesDir === undefined) throw new Error(`the tables of ${context.subject.name} have no disk of their own`);
    const filler = join(tablesDir, "filler");
    context.journal([{ undo: "remove", path: filler }]);
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1000, query_timeout: 2000 });
    client.on("error", () => {}); // what matters is told by the queries
    const heal = async (): Promise<void> => {
      rmSync(filler, { force: true });
      await client.end().catch(() => {});
    };
    try {
      await client.connect();
      fillDisk(filler);
    } catch (error) {
      await heal();
      throw error;
    }
    return {
      async hasBitten() {
        fillDisk(filler); // room may have become free meanwhile
        return (await grow(client)) === diskFull;
      },
      heal,
    };
  },
};

/** A first page for a table that nobody will see. Returns PostgreSQL's SQLSTATE, or nothing when there was room. */
async function grow(client: pg.Client): Promise<unknown> {
  await client.query("BEGIN");
  try {
    await client.query("CREATE TABLE no_room AS SELECT 1 AS one");
    return undefined;
  } catch (error) {
    return (error as { code?: unknown }).code;
  } finally {
    await client.query("ROLLBACK");
  }
}
