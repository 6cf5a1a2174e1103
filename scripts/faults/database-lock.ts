/** Another session locks every table of the target's database against reading and writing, as a careless migration does. */
import { connectLocker, lockTables } from "../lib/table-lock.ts";
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
    context.journal([]); // locks end with the connection, and the connection with this process
    const [holder, other] = await Promise.all([connectLocker(url), connectLocker(url)]);
    const heal = async (): Promise<void> => void (await Promise.allSettled([holder.end(), other.end()]));
    try {
      const { rows } = await holder.query<{ name: string }>(
        `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
          WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
      );
      const tables = rows.map(({ name }) => name);
      await lockTables(holder, tables);
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
