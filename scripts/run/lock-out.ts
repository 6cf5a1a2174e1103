/** While a codebase server fills itself, another session locks it out of the tables that it writes files into. */
import type pg from "pg";
import { Problem } from "../lib/problem.ts";
import { connectLocker, lockTables } from "../lib/table-lock.ts";
import { waitFor } from "../lib/waiting.ts";
import { defaultProjectId, schemaOf } from "../stack/codebase/schema.ts";

interface LockOut extends AsyncDisposable {
  /** Called before the server is started, with its database's address, which stays the same. */
  databaseVia(url: string): Promise<string>;
  /** Resolves once the lock was held; throws when it never was. */
  held(): Promise<void>;
}

/** In the order in which a batch is written, or both would wait for each other. */
const tables = ["files", "chunks"].map((table) => `"${schemaOf(defaultProjectId)}".${table}`);

/** A server has begun to fill itself within this. */
const beginMs = 20_000;

/**
 * From its first batch on, for so many seconds. Jobs are not among them: whoever asks how far one is gets an answer.
 * PostgreSQL itself ends the session when the time is over; it ends with this process, too, and with the database.
 */
export function lockingOut(seconds: number, signal: AbortSignal): LockOut {
  let session: pg.Client | undefined;
  let locked = Promise.reject<void>(new Error("nothing asked for the database"));
  locked.catch(() => {}); // told to whoever asks whether it was held
  return {
    async databaseVia(url) {
      session = await connectLocker(url);
      locked = lockOnceFilling(session, seconds, signal);
      locked.catch(() => {});
      return url;
    },
    held: () => locked,
    async [Symbol.asyncDispose]() {
      await session?.end();
    },
  };
}

async function lockOnceFilling(session: pg.Client, seconds: number, signal: AbortSignal): Promise<void> {
  const isFilling = async (): Promise<true | undefined> => ((await hasBatch(session)) ? true : undefined);
  const found = await waitFor(isFilling, { deadlineMs: beginMs, pollMs: 10, signal });
  if (found === undefined) {
    throw new Problem("broken", {
      what: `nothing was indexed within ${beginMs / 1000} s`,
      why: "the lock is to be there while it is",
      fix: "read logs/codebase.log of this run",
    });
  }
  await session.query(`SET idle_in_transaction_session_timeout = '${seconds} s'`);
  await lockTables(session, tables);
}

async function hasBatch(session: pg.Client): Promise<boolean> {
  const { rows } = await session.query<{ jobs: string | null }>("SELECT to_regclass('index_jobs') AS jobs");
  if (rows[0]?.jobs == null) return false; // the server has only begun to start
  const { rowCount } = await session.query("SELECT FROM index_jobs WHERE files_done > 0");
  return rowCount !== 0;
}
