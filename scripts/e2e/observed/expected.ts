/** What the rows expect of an observed server, read from its log and from looks at it. */
import { expect } from "vitest";
import { eventually } from "../codebase-session.ts";
import { p95 } from "../rows/look.ts";
import { ask } from "../talk.ts";
import type { LogLine } from "./log-lines.ts";
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
  server: Observed,
  path: "/health" | "/metrics",
  [fromMs, toMs]: readonly [number, number],
  belowMs: number,
): void {
  const samples = server.answersMs(path, fromMs, toMs);
  expect(samples.length, "samples of a p95").toBeGreaterThanOrEqual(200);
  expect(p95(samples), `max ${Math.max(...samples)} ms of ${samples.length}`).toBeLessThan(belowMs);
}

/** Log and wire tell the same time until the loss of the database was noticed, below 5 s. */
export async function expectDetected(server: Observed, lostMs: number): Promise<void> {
  const seen = await eventually(() =>
    server.health.find(({ atMs, body }) => atMs >= lostMs && body?.database_status === "disconnected"),
  );
  expect(seen).toMatchObject({ status: 200, body: { status: "unhealthy" } });
  const [lost, ...more] = loggedSince(server, "database_connection_lost", lostMs);
  expect(more).toEqual([]);
  expect(lost?.level).toBe("ERROR");
  const logged = Number(lost?.context["detection_time_seconds"]);
  const onWire = (seen.atMs - lostMs) / 1000;
  expect(onWire).toBeLessThan(5);
  expect(logged).toBeLessThan(5);
  expect(Math.abs(logged - onWire), `${logged} s in the log, ${onWire} s on the wire`).toBeLessThanOrEqual(0.5);
}

/** Work is done again within 10 s, and the log tells of the outage. */
/** All is well within 10 s, to who looks at its health all the time and to who asks it for work. */
export async function expectReconnected(server: Observed, healedMs: number): Promise<void> {
  const { atMs } = await eventually(() =>
    server.health.find((look) => look.atMs >= healedMs && look.body?.status === "healthy"),
  );
  expect(atMs - healedMs).toBeLessThan(10_000);
  await eventually(async () => ((await server.work()).status === 200 ? true : undefined));
  const [line] = await eventually(() => {
    const lines = loggedSince(server, "database_reconnected", healedMs);
    return lines.length > 0 ? lines : undefined;
  });
  expect(line?.context["outage_seconds"]).toBeGreaterThan(0);
  expect(line?.context["attempts"]).toBeGreaterThan(0);
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
