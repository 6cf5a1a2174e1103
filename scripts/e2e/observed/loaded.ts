/** A real k6 on an observed server: 50 users with a pause, and late in it the line to the database is cut for a while. */
import { expect } from "vitest";
import type { RunSummary } from "#contract/summary";
import { epochMs } from "../../lib/schedule.ts";
import { waitFor } from "../../lib/waiting.ts";
import { eventually } from "../codebase-session.ts";
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

/** Of the 19 min of SRCH-05: 1.4 s to 10 users, 3.6 s to 50, 7.2 s with them, 1.4 s down. */
const scale = 0.012;
const fullAfterMs = (120 + 300) * scale * 1000;
/** 200 looks and a few at 50 users come first. */
const cutAfterMs = fullAfterMs + 4400;
/** The rest of the 200 come while k6 gets ready. */
const idleLooks = 140;
const errorsWanted = 20;

export async function loadAndCut({ kind, url, line, metrics, answersMs }: Observed): Promise<Loaded> {
  const idleFromMs = epochMs();
  const isSeenIdle = (): true | undefined =>
    answersMs("/health", idleFromMs, epochMs()).length >= idleLooks ? true : undefined;
  await waitFor(isSeenIdle, { deadlineMs: 10_000, pollMs: 50 });
  const count = async (name: string): Promise<number> => counter(await metrics(), `${kind.prefix}_${name}`);
  const [requests, errors] = [await count("requests_total"), await count("errors_total")];
  const load = startLoad({
    SCENARIO: kind.scenario,
    PROFILE: "seed-2",
    DURATION_SCALE: String(scale),
    [kind.urlSetting]: url,
  });
  const hasBegun = async (): Promise<number | undefined> =>
    (await count("requests_total")) > requests ? epochMs() : undefined;
  const beganMs = await waitFor(hasBegun, { deadlineMs: 20_000, pollMs: 50 });
  if (beganMs === undefined) throw new Error(`k6 asked nothing:\n${(await load.ended).stderr}`);
  await eventually(() => (epochMs() >= beganMs + cutAfterMs ? true : undefined));
  const cutMs = epochMs();
  await line.setEnabled(false);
  const hasFailed = async (): Promise<true | undefined> =>
    (await count("errors_total")) >= errors + errorsWanted ? true : undefined;
  expect(await waitFor(hasFailed, { deadlineMs: 10_000, pollMs: 50 }), "requests fail while it is cut").toBe(true);
  const healedMs = epochMs();
  await line.clear();
  using run = await load.ended;
  expect(run.summary, run.stderr).toBeDefined();
  return {
    idleFromMs,
    beganMs,
    fullMs: beganMs + fullAfterMs,
    cutMs,
    healedMs,
    summary: run.summary as RunSummary,
    served: {
      requests: (await count("requests_total")) - requests,
      errors: (await count("errors_total")) - errors,
    },
  };
}
