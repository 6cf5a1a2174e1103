/** The PostgreSQL side of a reference server: a pool of 5 to 20, counted and timed statements, retries while the database is away (contract C0). */
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { isConnectionLoss, isPoolExhausted } from "./database-errors.ts";
import { startProbe } from "./database-probe.ts";
import { ServiceError } from "./errors.ts";
import { degradedAbovePercent, type PoolUse, type StoreHealth, utilizationPercent } from "./health.ts";
import type { Timing } from "./http.ts";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";

export type Row = Record<string, unknown>;

/** One connection, for as long as a unit of work needs it. */
export interface Session {
  query<R extends Row>(operation: string, text: string, values?: readonly unknown[]): Promise<R[]>;
}

export interface Database {
  readHealth(): StoreHealth;
  /** Runs `work` on one connection, again when the connection was lost; then 503 `database_unavailable`. */
  use<T>(work: (session: Session) => Promise<T>, timing?: Timing): Promise<T>;
  /** The same within one transaction: once this resolves, it is committed. */
  transact<T>(work: (session: Session) => Promise<T>): Promise<T>;
  /** Resolves once the probe reaches the database. */
  untilConnected(signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

const minPoolSize = 5;
const maxPoolSize = 20;
const acquireMs = 2000;
const statementMs = 4000;
const slowMs = 1000;
const retryDelaysMs = [200, 400, 800] as const;
const givingUpMs = 4500;

/** Throws when the database cannot be reached at all. */
export async function connectDatabase(url: string, log: Log, metrics: Metrics): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    min: minPoolSize,
    max: maxPoolSize,
    connectionTimeoutMillis: acquireMs,
    statement_timeout: statementMs,
    query_timeout: statementMs + 200, // the server's own word comes first; a frozen server has none
  });
  pool.on("error", () => {}); // an idle connection was lost: the probe tells, the pool opens another
  const first = await Promise.all(Array.from({ length: minPoolSize }, () => pool.connect()));
  for (const client of first) client.release();

  const probe = await startProbe(url, log);
  const readPool = (): PoolUse => ({
    size: pool.totalCount,
    minSize: minPoolSize,
    maxSize: maxPoolSize,
    free: pool.idleCount,
    waiting: pool.waitingCount,
  });
  const lookAtUse = watchUse(pool, readPool, log);
  metrics.gauge("pool_size", "Connections open", () => pool.totalCount);
  metrics.gauge("pool_free", "Connections open and idle", () => pool.idleCount);
  metrics.gauge("pool_waiting", "Requests waiting for a connection", () => pool.waitingCount);

  const sessionOf = (client: pg.PoolClient, timing: Timing | undefined): Session => ({
    async query<R extends Row>(operation: string, text: string, values: readonly unknown[] = []): Promise<R[]> {
      const begin = performance.now();
      metrics.databaseQueries.inc();
      try {
        const { rows } = await client.query<R>(text, [...values]);
        probe.noteAnswer();
        return rows;
      } finally {
        const durationMs = performance.now() - begin;
        if (timing !== undefined) timing.databaseMs += durationMs;
        if (durationMs > slowMs) log("WARNING", "slow_query", { operation, duration_ms: Math.round(durationMs) });
      }
    },
  });

  const useOnce = async <T>(work: (session: Session) => Promise<T>, timing: Timing | undefined): Promise<T> => {
    const begin = performance.now();
    const connecting = pool.connect();
    lookAtUse(); // a frozen database never gets further
    const client = await connecting;
    if (timing !== undefined) timing.poolMs += performance.now() - begin;
    let broken: Error | undefined;
    const onError = (error: Error): void => {
      broken = error; // also told to the statement that is under way
    };
    client.on("error", onError);
    try {
      return await work(sessionOf(client, timing));
    } catch (error) {
      if (isConnectionLoss(error)) broken = error instanceof Error ? error : new Error(String(error));
      throw error;
    } finally {
      client.off("error", onError);
      client.release(broken); // a lost connection is not handed out again
    }
  };

  const use: Database["use"] = async (work, timing) => {
    const begin = performance.now();
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await within(begin + givingUpMs, useOnce(work, timing));
      } catch (error) {
        if (isPoolExhausted(error) && probe.status() === "connected") {
          throw new ServiceError(503, "saturated", `no connection became free within ${acquireMs} ms`);
        }
        if (!isConnectionLoss(error)) throw error;
        const delayMs = retryDelaysMs[attempt - 1];
        if (delayMs === undefined || performance.now() + delayMs > begin + givingUpMs) throw unavailable();
        log("WARNING", "database_retry", { attempt, delay_ms: delayMs });
        await delay(delayMs);
      }
    }
  };

  return {
    readHealth: () => ({ databaseStatus: probe.status(), pool: readPool() }),
    use,
    transact: (work) =>
      use(async (session) => {
        await session.query("begin", "BEGIN");
        try {
          const result = await work(session);
          await session.query("commit", "COMMIT");
          return result;
        } catch (error) {
          if (!isConnectionLoss(error)) await session.query("rollback", "ROLLBACK");
          throw error;
        }
      }),
    async untilConnected(signal) {
      do await delay(100, undefined, { signal });
      while (probe.status() === "disconnected");
    },
    async close() {
      await probe.stop();
      await pool.end();
    },
  };
}

function unavailable(): ServiceError {
  return new ServiceError(503, "database_unavailable", "the database does not answer");
}

/** A statement to a frozen database ends by itself later; the caller does not wait for that. */
async function within<T>(deadline: number, work: Promise<T>): Promise<T> {
  const timer = new AbortController();
  const late = delay(Math.max(0, deadline - performance.now()), undefined, { signal: timer.signal }).then(() => {
    throw unavailable();
  });
  late.catch(() => {}); // ends as aborted when the work is done first
  work.catch(() => {}); // may still fail after the deadline
  try {
    return await Promise.race([work, late]);
  } finally {
    timer.abort();
  }
}

/** Logs each time the pool's use rises above the limit, seen when a connection is got or when it is told to look. */
function watchUse(pool: pg.Pool, readPool: () => PoolUse, log: Log): () => void {
  let isHigh = false;
  const look = (): void => {
    const percent = utilizationPercent(readPool());
    if (percent > degradedAbovePercent && !isHigh) {
      isHigh = true;
      log("WARNING", "pool_utilization_high", { percent });
    }
  };
  pool.on("acquire", look);
  pool.on("release", () => {
    // Seen before the connection is back among the free ones: one less is in use.
    if (utilizationPercent(readPool()) <= degradedAbovePercent) isHigh = false;
  });
  return look;
}
