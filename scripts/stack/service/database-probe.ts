/** Asks the database once a second, on a connection of its own, whether it is there, for ever (contract C0). */
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import type { DatabaseStatus } from "./health.ts";
import type { Log } from "./log.ts";

export interface Probe {
  status(): DatabaseStatus;
  /** Somebody else got an answer: how long ago the last one was tells when the database was lost. */
  noteAnswer(): void;
  stop(): Promise<void>;
}

const periodMs = 1000;
const timeoutMs = 2000;
/** An answer slower than this counts as degraded. */
const slowMs = 500;
const retryDelaysMs = [100, 200, 400, 800, 1600, 2000] as const;

export async function startProbe(url: string, log: Log): Promise<Probe> {
  const stopped = new AbortController();
  let status: DatabaseStatus = "connected";
  let lastAnswerAt = performance.now();
  let lostAt = 0;
  let attempts = 0;
  /** Ends the pause between two looks early: the connection itself said that it is gone. */
  let hurry = new AbortController();

  const connect = async (): Promise<pg.Client> => {
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: timeoutMs,
      query_timeout: timeoutMs,
    });
    client.on("error", () => hurry.abort());
    try {
      await client.connect();
      return client;
    } catch (error) {
      discard(client);
      throw error;
    }
  };

  const look = async (client: pg.Client | undefined): Promise<pg.Client | undefined> => {
    const begin = performance.now();
    try {
      const connected = client ?? (await connect());
      client = connected;
      await connected.query("SELECT 1");
      if (status === "disconnected") {
        log("INFO", "database_reconnected", { outage_seconds: seconds(performance.now() - lostAt), attempts });
        attempts = 0;
      }
      lastAnswerAt = performance.now();
      status = lastAnswerAt - begin > slowMs ? "degraded" : "connected";
      return connected;
    } catch {
      if (client !== undefined) discard(client);
      if (status === "disconnected") {
        attempts += 1;
      } else if (!stopped.signal.aborted) {
        status = "disconnected";
        lostAt = lastAnswerAt;
        log("ERROR", "database_connection_lost", { detection_time_seconds: seconds(performance.now() - lastAnswerAt) });
      }
      return undefined;
    }
  };

  let client: pg.Client | undefined = await connect();
  const loop = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      hurry = new AbortController();
      const retryMs = retryDelaysMs[Math.min(attempts, retryDelaysMs.length - 1)] ?? periodMs;
      const pauseMs = status === "disconnected" ? retryMs : periodMs;
      const signal = AbortSignal.any([stopped.signal, hurry.signal]);
      await delay(pauseMs, undefined, { signal }).catch(() => {}); // woken early
      if (!stopped.signal.aborted) client = await look(client);
    }
    if (client !== undefined) await client.end();
  };
  const ended = loop();
  return {
    status: () => status,
    noteAnswer() {
      lastAnswerAt = performance.now();
    },
    async stop() {
      stopped.abort();
      await ended;
    },
  };
}

/** Lets go of a connection that may never answer again; asked kindly, pg would wait for it. */
function discard(client: pg.Client): void {
  void client.end().catch(() => {});
  const { connection } = client as unknown as { connection?: { stream?: { destroy(): void } } };
  connection?.stream?.destroy();
}

function seconds(durationMs: number): number {
  return Math.round(durationMs) / 1000;
}
