/** A real k6 on an observed server: 50 users with a pause, and late in it the line to the database is cut for a while. */
import { expect } from "vitest";
import type { RunSummary } from "#contract/summary";
import { epochMs } from "../../lib/schedule.ts";
import { waitFor } from "../../lib/waiting.ts";
import { startLoad } from "../harness.ts";
import { counter } from "./flaws.ts";
import type { Observed } from "./session.ts";

/** Epoch milliseconds. */
export interface Loaded {
  readonly idleFromMs: number;
  readonly beganMs: number;
  /** Since when all 50 users are there. */
  readonly fullMs: number;
  readonly cutMs: number;
  readonly healedMs: number;
  readonly summary: RunSummary;
  /** What the server counted while k6 ran. */
  readonly served: { readonly requests: number; readonly errors: number };
}

/** Of the 19 min of SRCH-05: 1.2 s to 10 users, 3 s to 50, 6 s with them, 1.2 s down. */
const scale = 0.01;
const fullAfterMs = (120 + 300) * scale * 1000;
/** As many answers as a p95 is read from. */
const looksWanted = 200;
const errorsWanted = 20;

/** Ends its load, whatever becomes of it. */
export async function loadAndCut(server: Observed): Promise<Loaded> {
  const { answersMs } = server;
  const idleFromMs = epochMs();
  const isSeenIdle = (): true | undefined =>
    answersMs("/health", idleFromMs, epochMs()).length >= looksWanted ? true : undefined;
  await waitFor(isSeenIdle, { deadlineMs: 10_000, pollMs: 50 });
  const over = new AbortController();
  try {
    return { idleFromMs, ...(await cutUnderLoad(server, over.signal)) };
  } finally {
    over.abort();
  }
}

async function cutUnderLoad(
  { kind, url, line, metrics, answersMs }: Observed,
  signal: AbortSignal,
): Promise<Omit<Loaded, "idleFromMs">> {
  const count = async (name: string): Promise<number> => counter(await metrics(), `${kind.prefix}_${name}`);
  const until = async (what: string, isSo: () => Promise<boolean>): Promise<number> => {
    const look = async (): Promise<number | undefined> => ((await isSo()) ? epochMs() : undefined);
    const atMs = await waitFor(look, { deadlineMs: 20_000, pollMs: 50 });
    if (atMs === undefined) throw new Error(`within 20 s: ${what}`);
    return atMs;
  };
  const [requests, errors] = [await count("requests_total"), await count("errors_total")];
  const load = startLoad(
    { SCENARIO: kind.scenario, PROFILE: "seed-2", DURATION_SCALE: String(scale), [kind.urlSetting]: url },
    { signal },
  );
  const beganMs = await until("k6 asks", async () => (await count("requests_total")) > requests);
  const fullMs = beganMs + fullAfterMs;
  const isSeenFull = (path: "/health" | "/metrics"): boolean =>
    answersMs(path, fullMs, epochMs()).length >= looksWanted;
  const cutMs = await until("50 users were seen", async () => isSeenFull("/health") && isSeenFull("/metrics"));
  await line.setEnabled(false);
  const healedMs = await until("requests fail", async () => (await count("errors_total")) >= errors + errorsWanted);
  await line.clear();
  using run = await load.ended;
  expect(run.summary, run.stderr).toBeDefined();
  return {
    beganMs,
    fullMs,
    cutMs,
    healedMs,
    summary: run.summary as RunSummary,
    served: {
      requests: (await count("requests_total")) - requests,
      errors: (await count("errors_total")) - errors,
    },
  };
}
