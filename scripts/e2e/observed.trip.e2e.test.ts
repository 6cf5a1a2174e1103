/** What must turn the rows on observability and database loss red, on both servers (WF-10), each asked for by the very assertion that holds of a server as it should be. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freezeDatabase } from "../faults/database-faults.ts";
import { setSoftLimit } from "../faults/process-limits.ts";
import { signalGroup } from "../lib/processes.ts";
import { epochMs } from "../lib/schedule.ts";
import { eventually } from "./codebase-session.ts";
import { startAsking } from "./observed/asking.ts";
import {
  expectCounted,
  expectDetected,
  expectLoggedLost,
  expectP95,
  expectReconnected,
  expectSeenLost,
} from "./observed/expected.ts";
import { kinds } from "./observed/kinds.ts";
import { loadAndKill } from "./observed/loaded.ts";
import { type Observed, startObserved } from "./observed/session.ts";
import { ask } from "./talk.ts";

/** As many as a p95 is read from. */
const samplesWanted = 200;

describe.each(kinds)("$target", (kind) => {
  let server: Observed;

  beforeAll(async () => {
    server = await startObserved(kind);
  });

  afterAll(() => server?.[Symbol.asyncDispose]());

  /** Resolves to the two instants, once enough of what was asked between them was answered or given up. */
  async function seenFor(
    { answersMs }: Pick<Observed, "answersMs">,
    path: "/health" | "/metrics",
  ): Promise<readonly [number, number]> {
    const fromMs = epochMs();
    const isSeen = (): true | undefined =>
      answersMs(path, fromMs, epochMs()).length >= samplesWanted ? true : undefined;
    await eventually(isSeen);
    return [fromMs, epochMs()];
  }

  it("SRCH-15's and WF-10's trip: health that is held back for 60 ms is too slow", async () => {
    const slow = await server.answersThrough(60);
    const span = await seenFor(slow, "/health");
    expectP95(server, "/health", span, 50);
    expect(() => expectP95(slow, "/health", span, 50)).toThrow("to be less than 50");
  });

  it("SRCH-16's and WF-10's trip: metrics that are held back for 120 ms are too slow", async () => {
    const slow = await server.answersThrough(120);
    const span = await seenFor(slow, "/metrics");
    expectP95(server, "/metrics", span, 100);
    expect(() => expectP95(slow, "/metrics", span, 100)).toThrow("to be less than 100");
  });

  it("SRCH-18's and WF-10's trip: a log that has no more room ends in a torn line, and does not read", async () => {
    const cramped = await server.beside("cramped", {});
    const { pid } = cramped.running.service.server.identity;
    const before = cramped.logText();
    expect(cramped.log()).not.toEqual([]);
    setSoftLimit(pid, "fsize", String(Buffer.byteLength(before) + 20)); // for its files, as a full disk is for everybody's
    await ask(`${cramped.url}/nowhere`); // a refusal is a line
    expect(cramped.logText().length).toBe(before.length + 20);
    expect(() => cramped.log()).toThrow("not whole");
  });

  it("SRCH-10's, SRCH-11's and WF-10's trip: a server that waits 30 s for a query does not notice a frozen database within 5 s, on the wire or in its log", async () => {
    const patient = await server.beside("patient", { database: "query_timeout=30000&statement_timeout=30000" });
    await eventually(() => patient.health.find(({ body }) => body?.status === "healthy"));
    const asking = [patient, server].map(startAsking);
    await eventually(() => asking.every(({ answers }) => answers.length > 3) || undefined);
    const thaw = await freezeDatabase(databaseOf(server));
    const fromMs = epochMs();
    let stopped: Promise<unknown> = Promise.resolve();
    try {
      const [noticed, missed] = await Promise.allSettled([
        expectDetected(server, fromMs),
        expectSeenLost(patient, fromMs),
      ]);
      stopped = Promise.all(asking.map(({ stop }) => stop()));
      expect(noticed).toMatchObject({ status: "fulfilled" });
      expect(missed).toMatchObject({
        status: "rejected",
        reason: { message: expect.stringContaining("did not happen") },
      });
      expect(() => expectLoggedLost(patient, fromMs, epochMs())).toThrow("undefined");
    } finally {
      thaw();
    }
    await expectReconnected(server, epochMs());
    await stopped;
  });

  it("SRCH-14's and WF-10's trip: a server that is frozen, its database cut off, does not answer health in time", async () => {
    const { pid } = server.running.service.server.identity;
    const cutMs = epochMs();
    await server.line.setEnabled(false);
    await expectSeenLost(server, cutMs);
    signalGroup(pid, "SIGSTOP");
    try {
      const span = await seenFor(server, "/health");
      expect(() => expectP95(server, "/health", span, 50)).toThrow("expected Infinity to be less than 50");
    } finally {
      signalGroup(pid, "SIGCONT");
    }
    await server.line.clear();
    const { length } = server.health;
    await eventually(() => server.health.slice(length).find(({ body }) => body?.status === "healthy"));
  });

  it("SRCH-12's and WF-10's trip: a database that comes back on another port is not found again", async () => {
    await server.line.setEnabled(false); // all that the server knows of; the database itself goes on where it always was
    await eventually(() => server.health.findLast(({ body }) => body?.database_status === "disconnected"));
    const healedMs = epochMs();
    await (await server.lock()).release(); // a session there is answered
    await expect(expectReconnected(server, healedMs)).rejects.toThrow("it did not happen within");
    const backMs = epochMs();
    await server.line.clear();
    await expectReconnected(server, backMs);
  });

  it("SRCH-09's and WF-10's trip: a server that was killed under load and started again has not counted what k6 has", async () => {
    const users = 50; // no more can have been under way
    const load = await loadAndKill(server, 2 * users);
    expect(() => expectCounted(load)).toThrow("to deeply equal");
    expect(load.summary.requests - load.served.requests).toBeGreaterThanOrEqual(2 * users);
  });
});

function databaseOf({ running: { database, url } }: Observed): NonNullable<typeof database> {
  if (database === undefined) throw new Error(`${url} has no database of its own`);
  return database;
}
