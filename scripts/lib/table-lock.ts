/** A session that locks tables of a database against reading and writing, as a careless migration does. */
import pg from "pg";

/** Whoever reads or writes already is waited for so long. */
const waitMs = 1500;

/** Its locks end with it, and it with this process. */
export async function connectLocker(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1000, query_timeout: waitMs + 500 });
  client.on("error", () => {}); // a lost connection holds no lock
  await client.connect();
  return client;
}

/** One after the other, for as long as the session's transaction. */
export async function lockTables(session: pg.Client, tables: readonly string[]): Promise<void> {
  await session.query(`BEGIN; SET LOCAL lock_timeout = ${waitMs}`);
  await session.query(`LOCK TABLE ${tables.join(", ")} IN ACCESS EXCLUSIVE MODE`);
}
