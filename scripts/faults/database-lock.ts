/** Another session locks every table of the target's database against reading and writing, as a careless migration does. */
import pg from "pg";
import { databaseOf } from "./database-faults.ts";
import type { Fault } from "./fault.ts";

/** PostgreSQL's word for a lock that was not to be had in time. */
const lockNotAvailable = "55P03";

export const fault: Fault = {
  needs: ["database"],
  params: {},
  lastsSeconds: 5,
  recoverSeconds: 5,
  unavailable: () => undefined,
  async inject(context) {
    const { url } = databaseOf(context);
    const connect = async (): Promise<pg.Client> => {
      const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1000, query_timeout: 2000 });
      client.on("error", () => {}); // a lost connection holds no lock
      await client.connect();
      return client;
    };
    context.journal([]); // locks end with the connection, and the connection with this process
    const [holder, other] = await Promise.all([connect(), connect()]);
    const heal = async (): Promise<void> => void (await Promise.allSettled([holder.end(), other.end()]));
    try {
      await holder.query("BEGIN; SET LOCAL lock_timeout = 1500"); // readers that were first are waited for
      const { rows } = await holder.query<{ name: string }>(
        `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
          WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
      );
      const tables = rows.map(({ name }) => name);
      await holder.query(`LOCK TABLE ${tables.join(", ")} IN ACCESS EXCLUSIVE MODE`);
      await other.query("SET lock_timeout = 200");
      return {
        hasBitten: () =>
          other.query(`SELECT FROM ${tables[0]} LIMIT 1`).then(
            () => false,
            (error: { code?: unknown }) => error.code === lockNotAvailable,
          ),
        heal,
      };
    } catch (error) {
      await heal();
      throw error;
    }
  },
};
