/** What the rows expect of an observed server, read from its log and from looks at it. */
import { expect } from "vitest";
import { epochMs } from "../../lib/schedule.ts";
import { eventually } from "../codebase-session.ts";
import { p95 } from "../rows/look.ts";
import { timeLimitMs } from "../rows/time-limit.ts";
import { ask } from "../talk.ts";
import { type Counted, failedBy } from "./loaded.ts";
import type { LogLine } from "./log-lines.ts";
import type { Look } from "./looks.ts";
import type { Observed } from "./session.ts";

export function between<T extends { readonly atMs: number }>(all: readonly T[], fromMs: number, toMs: number): T[] {
  return all.filter(({ atMs }) => atMs >= fromMs && atMs < toMs);
}

/** The log's lines of one event. */
export function loggedSince(server: Observed, event: string, fromMs: number): LogLine[] {
  return server.log().filter((line) => line.event === event && line.atMs >= fromMs);
}

/** By a probe that is a process of its own. */
export function expectP95(
  server: Pick<Observed, "answersMs">,
  path: "/health" | "/metrics",
  [fromMs, toMs]: readonly [number, number],
  belowMs: number,
): void {
  const samples = server.answersMs(path, fromMs, toMs);
  expect(samples.length, "samples of a p95").toBeGreaterThanOrEqual(200);
  expect(p95(samples), `max ${Math.max(...samples)} ms of ${samples.length}`).toBeLessThan(timeLimitMs(belowMs));
}

/** SRCH-09: the server counted as many requests and errors as k6, exactly. */
export function expectCounted({ summary, served }: Counted): void {
  expect(served).toEqual({ requests: summary.requests, errors: failedBy(summary, "http") });
}

/** The rows' limits, and the time in which a look may still be on its way. */
const detectedWithinMs = 5000;
const reconnectedWithinMs = 10_000;
const lateLooksMs = 500;

/** Log and wire tell the same time until the loss of the database was noticed, below 5 s. */
export async function expectDetected(server: Observed, lostMs: number): Promise<void> {
  const { atMs } = await expectSeenLost(server, lostMs);
  expectLoggedLost(server, lostMs, atMs);
}

/** SRCH-10. */
export async function expectSeenLost({ health }: Observed, lostMs: number): Promise<Look> {
  const seen = await eventually(
    () => health.find(({ atMs, body }) => atMs >= lostMs && body?.database_status === "disconnected"),
    lostMs + detectedWithinMs + lateLooksMs - epochMs(),
  );
  expect(seen).toMatchObject({ status: 200, body: { status: "unhealthy" } });
  expect(seen.atMs - lostMs).toBeLessThan(detectedWithinMs);
  return seen;
}

/** SRCH-11: within half a second of what was seen on the wire. */
export function expectLoggedLost(server: Observed, lostMs: number, seenMs: number): void {
  const [lost, ...more] = loggedSince(server, "database_connection_lost", lostMs);
  expect(more).toEqual([]);
  expect(lost?.level).toBe("ERROR");
  const logged = Number(lost?.context["detection_time_seconds"]);
  const onWire = (seenMs - lostMs) / 1000;
  expect(logged * 1000).toBeLessThan(detectedWithinMs);
  expect(Math.abs(logged - onWire), `${logged} s in the log, ${onWire} s on the wire`).toBeLessThanOrEqual(0.5);
}

/** All is well within 10 s, to who looks at its health all the time and to who asks it for work, and the log tells of the outage. */
export async function expectReconnected(server: Observed, healedMs: number): Promise<void> {
  const { atMs } = await eventually(
    () => server.health.find((look) => look.atMs >= healedMs && look.body?.status === "healthy"),
    healedMs + reconnectedWithinMs + lateLooksMs - epochMs(),
  );
  expect(atMs - healedMs).toBeLessThan(reconnectedWithinMs);
  await eventually(async () => ((await server.work()).status === 200 ? true : undefined));
  const [line] = await eventually(() => {
    const lines = loggedSince(server, "database_reconnected", healedMs);
    return lines.length > 0 ? lines : undefined;
  });
  expect(line?.context["outage_seconds"]).toBeGreaterThan(0);
  expect(line?.context["attempts"]).toBeGreaterThan(0);
}

/** SRCH-08: the log warns of a pool used above 80 %. */
export function expectHighLogged(server: Observed, fromMs: number): void {
  const high = loggedSince(server, "pool_utilization_high", fromMs);
  expect(high.length).toBeGreaterThan(0);
  for (const { level, context } of high) {
    expect(level).toBe("WARNING");
    expect(context["percent"]).toBeGreaterThan(80);
  }
}

/** SRCH-19: a query that a lock holds for so long is so many warnings. */
export async function expectSlowQueries(server: Observed, heldMs: number, lines: number): Promise<void> {
  const fromMs = epochMs();
  const lock = await server.lock();
  const held = server.work();
  await eventually(() => (epochMs() - fromMs >= heldMs ? true : undefined));
  await lock.release();
  expect((await held).status).toBe(200);
  const slow = loggedSince(server, "slow_query", fromMs);
  expect(slow.map(({ level, context }) => [level, context["operation"]])).toEqual(
    Array.from({ length: lines }, () => ["WARNING", server.kind.statement]),
  );
  for (const { context } of slow) {
    expect(context["duration_ms"]).toBeGreaterThan(1000);
    expect(context["duration_ms"]).toBeLessThan(timeLimitMs(2500));
  }
}

export async function usePercent({ url }: Observed): Promise<number> {
  return (await ask(`${url}/health`)).body.connection_pool.utilization_percent;
}

/** So many requests at once hold so many connections of 20, until /health has said so. */
export async function holdConnections(server: Observed, count: number, percent: number): Promise<void> {
  const useIs = (expected: number): Promise<true> =>
    eventually(async () => ((await usePercent(server)) === expected ? true : undefined));
  await useIs(0);
  const lock = await server.lock();
  try {
    const held = Array.from({ length: count }, () => server.work());
    await useIs(percent);
    await lock.release();
    for (const { status } of await Promise.all(held)) expect(status).toBe(200);
  } finally {
    await lock.release();
  }
}
