/** The history in a PostgreSQL, for several machines or for one that forgets its disk: one row per run. */
import pg from "pg";
import { messageOf, Problem } from "../lib/problem.ts";
import type { History } from "./history.ts";
import { recordOf } from "./record.ts";

const table = "mesh_load_history";
const layout = `CREATE TABLE IF NOT EXISTS ${table} (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  record jsonb NOT NULL
)`;

/** Connects anew for each question: a night's parts lie minutes apart, and the server may have been restarted meanwhile. */
export function postgresHistory(url: string): History {
  const { host, pathname } = new URL(url);
  const place = `table ${table} of postgres://${host}${pathname}`;
  return {
    place,
    async append(record) {
      await connected(url, place, (client) => client.query(`INSERT INTO ${table} (record) VALUES ($1)`, [record]));
    },
    async read() {
      const { rows } = await connected(url, place, (client) =>
        client.query<{ record: unknown }>(`SELECT record FROM ${table} ORDER BY id`),
      );
      const records = rows.flatMap(({ record }) => recordOf(record, place) ?? []);
      return { records, unreadable: rows.length - records.length };
    },
  };
}

async function connected<T>(url: string, place: string, ask: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000, query_timeout: 30_000 });
  client.on("error", () => {}); // told by the calls below as well
  try {
    await client.connect();
    await client.query(layout);
    return await ask(client);
  } catch (error) {
    throw new Problem(
      "broken",
      {
        what: `HISTORY: ${place} cannot be used: ${reasonOf(error)}`,
        why: "a night that is not remembered cannot be compared with the next one",
        fix: "start that PostgreSQL, or give HISTORY=… another one; without it the history is a file among the results",
      },
      error,
    );
  } finally {
    await client.end().catch(() => {});
  }
}

/** An address that nothing listens on is told without a message. */
function reasonOf(error: unknown): string {
  return messageOf(error) || String((error as { code?: unknown }).code ?? "no reason is given");
}
