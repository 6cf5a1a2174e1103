/** A real k6 on an observed server: 50 users with a pause, and late in it the line to the database is cut for a while, or the server killed. */
import { expect } from "vitest";
import type { ErrorClass } from "#contract/operations";
import type { RunSummary } from "#contract/summary";
import { epochMs } from "../../lib/schedule.ts";
import { waitFor } from "../../lib/waiting.ts";
import { killServer } from "../codebase-session.ts";
import { startLoad } from "../harness.ts";
import { counter } from "./flaws.ts";
import type { Observed } from "./session.ts";

export interface Counted {
  readonly summary: RunSummary;
  /** What the server counted while k6 ran. */
  readonly served: { readonly requests: number; readonly errors: number };
}

/** Epoch milliseconds. */
export interface Loaded extends Counted {
  readonly idleFromMs: number;
  readonly beganMs: number;
  /** Since when all 50 users are there. */
  readonly fullMs: number;
  readonly cutMs: number;
  readonly healedMs: number;
}

/** Of the 19 min of SRCH-05: 1.2 s to 10 users, 3 s to 50, 6 s with them, 1.2 s down. */
const scale = 0.01;
const fullAfterMs = (120 + 300) * scale * 1000;
/** As many answers as a p95 is read from. */
const looksWanted = 200;
const errorsWanted = 20;

export async function loadAndCut(server: Observed): Promise<Loaded> {
  const { answersMs, line } = server;
  const idleFromMs = epochMs();
  const isSeenIdle = (): true | undefined =>
    answersMs("/health", idleFromMs, epochMs()).length >= looksWanted ? true : undefined;
  await waitFor(isSeenIdle, { deadlineMs: 10_000, pollMs: 50 });
  const counted = await underLoad(server, async ({ beganMs, errors, count }) => {
    const fullMs = beganMs + fullAfterMs;
    const isSeenFull = (path: "/health" | "/metrics"): boolean =>
      answersMs(path, fullMs, epochMs()).length >= looksWanted;
    const cutMs = await until("50 users were seen", async () => isSeenFull("/health") && isSeenFull("/metrics"));
    await line.setEnabled(false);
    const healedMs = await until("requests fail", async () => (await count("errors_total")) >= errors + errorsWanted);
    await line.clear();
    return { fullMs, cutMs, healedMs };
  });
  return { idleFromMs, ...counted };
}

/** The server is killed once it has counted so many requests of k6, and started again: its counters begin anew. */
export async function loadAndKill(server: Observed, afterRequests: number): Promise<Counted> {
  const { service } = server.running;
  return underLoad(server, async ({ requests, count }) => {
    await until("k6 goes on asking", async () => (await count("requests_total")) >= requests + afterRequests);
    await killServer(service);
    await service.restart(AbortSignal.timeout(15_000));
  });
}

interface Begun {
  readonly beganMs: number;
  /** As the server counted them before the load. */
  readonly requests: number;
  readonly errors: number;
  count(name: string): Promise<number>;
}

/** Ends its load, whatever becomes of it. */
async function underLoad<T>(
  { kind, url, metrics }: Observed,
  trouble: (begun: Begun) => Promise<T>,
): Promise<T & Counted & Pick<Begun, "beganMs">> {
  const over = new AbortController();
  const count = async (name: string): Promise<number> => counter(await metrics(), `${kind.prefix}_${name}`);
  const [requests, errors] = [await count("requests_total"), await count("errors_total")];
  try {
    const load = startLoad(
      { SCENARIO: kind.scenario, PROFILE: "seed-2", DURATION_SCALE: String(scale), [kind.urlSetting]: url },
      { signal: over.signal },
    );
    const beganMs = await until("k6 asks", async () => (await count("requests_total")) > requests);
    const seen = await trouble({ beganMs, requests, errors, count });
    using run = await load.ended;
    expect(run.summary, run.stderr).toBeDefined();
    return {
      ...seen,
      beganMs,
      summary: run.summary as RunSummary,
      served: {
        requests: (await count("requests_total")) - requests,
        errors: (await count("errors_total")) - errors,
      },
    };
  } finally {
    over.abort();
  }
}

/** Resolves to when it was so. */
async function until(what: string, isSo: () => Promise<boolean>): Promise<number> {
  const look = async (): Promise<number | undefined> => ((await isSo()) ? epochMs() : undefined);
  const atMs = await waitFor(look, { deadlineMs: 20_000, pollMs: 50 });
  if (atMs === undefined) throw new Error(`within 20 s: ${what}`);
  return atMs;
}

/** Requests of k6 that failed so. */
export function failedBy({ operations }: RunSummary, name: ErrorClass): number {
  return operations.reduce((sum, { errors }) => sum + errors[name], 0);
}
