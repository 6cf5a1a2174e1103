/** The registry's store: work in transactions, a corrupt file set aside at any time, failures as answers of contract C0. */
import { diskFull, ServiceError } from "../service/errors.ts";
import type { StoreHealth } from "../service/health.ts";
import type { Timing } from "../service/http.ts";
import type { Log } from "../service/log.ts";
import type { Metrics } from "../service/metrics.ts";
import {
  checkHeader,
  isCorruption,
  isFull,
  isSqlite,
  type OpenFile,
  openFile,
  setAside,
  type Tables,
} from "./sqlite.ts";

export interface Store {
  /** Once this returns, it is committed. Throws 503 or 507 when the store fails. */
  transact<T>(operation: string, work: (tables: Tables) => T, timing?: Timing): T;
  /** The same for a single statement, or for several that only read: nothing comes between, the store has one thread. */
  use<T>(operation: string, work: (tables: Tables) => T, timing?: Timing): T;
  readHealth(): StoreHealth;
  close(): void;
}

const slowMs = 1000;
const probeMs = 1000;

/** Throws when there is no store to be had at this path. */
export function openStore(path: string, log: Log, metrics: Metrics): Store {
  const open = (): OpenFile => openFile(path, () => metrics.databaseQueries.inc());
  const recover = (reason: unknown): OpenFile => {
    const aside = setAside(path, new Date());
    const fresh = open();
    log("WARNING", "store_recovered", { store: path, set_aside: aside, reason: String(reason) });
    return fresh;
  };
  const openOrRecover = (): OpenFile => {
    try {
      return open();
    } catch (error) {
      if (!isCorruption(error)) throw error;
      return recover(error);
    }
  };
  /** `undefined` after a recovery that failed: the next use tries again. */
  let file: OpenFile | undefined;
  try {
    file = openOrRecover();
  } catch (error) {
    throw new Error(`DATABASE_URL="${path}" cannot be opened: ${error instanceof Error ? error.message : error}`);
  }
  let isAnswering = true;

  const fail = (error: unknown): unknown => {
    if (isFull(error)) return diskFull();
    if (!isCorruption(error) && !isSqlite(error)) return error;
    isAnswering = false;
    log("ERROR", "store_failed", { store: path, reason: String(error) });
    if (isCorruption(error)) {
      attempt(() => file?.close());
      file = undefined;
      attempt(() => {
        file = recover(error);
      });
    }
    return new ServiceError(503, "store_unavailable", "the store does not answer");
  };
  const use: Store["use"] = (operation, work, timing) => {
    const begin = performance.now();
    try {
      file ??= openOrRecover();
      const result = work(file);
      isAnswering = true;
      return result;
    } catch (error) {
      throw fail(error);
    } finally {
      const durationMs = performance.now() - begin;
      if (timing !== undefined) timing.databaseMs += durationMs;
      if (durationMs > slowMs) log("WARNING", "slow_query", { operation, duration_ms: Math.round(durationMs) });
    }
  };

  const look = (tables: Tables): void => {
    checkHeader(path); // SQLite itself may go on for long from what it has in memory
    tables.get("SELECT version FROM topology");
  };
  const probe = setInterval(() => attempt(() => use("probe", look)), probeMs);
  return {
    use,
    transact: (operation, work, timing) =>
      use(
        operation,
        (tables) => {
          tables.run("BEGIN IMMEDIATE");
          try {
            const result = work(tables);
            tables.run("COMMIT");
            return result;
          } catch (error) {
            attempt(() => tables.run("ROLLBACK")); // SQLite has done it itself after some errors
            throw error;
          }
        },
        timing,
      ),
    readHealth: () => ({ databaseStatus: isAnswering ? "connected" : "disconnected", pool: null }),
    close() {
      clearInterval(probe);
      file?.close();
    },
  };
}

/** For what may fail because something else has; that one is told. */
function attempt(work: () => void): void {
  try {
    work();
  } catch {}
}
