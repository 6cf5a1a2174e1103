/** The codebase server when things break (contracts C0 and C2): killed in mid-job, database cut, table locked, disk full. */
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type CodebaseSession, cutDatabase, eventually, killServer, startCodebase } from "./codebase-session.ts";
import { timeLimitMs } from "./rows/time-limit.ts";
import { type Answered, ask } from "./talk.ts";

const treeFiles = 500;
/** SRCH-13. */
const awayMs = 8000;
let codebase: CodebaseSession;
let root = "";

beforeAll(async () => {
  codebase = await startCodebase();
  ({ root } = codebase.tree("ten-thousand", treeFiles));
}, 60_000);

afterAll(() => codebase?.[Symbol.asyncDispose]());

const health = (): Promise<Answered> => ask(`${codebase.url}/health`);
const healthIs = (status: string): Promise<Answered["body"]> =>
  eventually(async () => {
    const { body } = await health();
    return body.status === status ? body : undefined;
  });

/** Begins a job and resolves to its id when some of its files are stored. */
async function beginAndCommitSome(projectId: string): Promise<string> {
  const { body } = await codebase.beginIndex({ repo_path: root, project_id: projectId });
  return eventually(async () => ((await codebase.job(body.job_id)).files_indexed >= 200 ? body.job_id : undefined));
}

/** All that a project holds, in one word. */
async function contentOf(projectId: string): Promise<unknown> {
  const client = await codebase.connect();
  const { rows } = await client.query(
    `SELECT count(*) AS chunks, md5(string_agg(file_path || start_line || end_line || content, '' ORDER BY file_path, start_line)) AS text,
            (SELECT md5(string_agg(file_path || content_hash, '' ORDER BY file_path)) FROM "project_${projectId}".files) AS files
       FROM "project_${projectId}".chunks`,
  );
  return rows[0];
}

/** SRCH-13: it went on from a checkpoint, and what it made is what an undisturbed job makes. */
async function expectResumed(id: string, withinMs?: number): Promise<void> {
  const job = await codebase.ended(id, withinMs);
  expect(job.resumed_from).toBeGreaterThanOrEqual(200);
  await expectUndisturbed(job);
}

async function indexUndisturbed(): Promise<Answered["body"]> {
  const { body: begun } = await codebase.beginIndex({ repo_path: root, project_id: "undisturbed" });
  return codebase.ended(begun.job_id);
}

async function expectUndisturbed(job: Answered["body"]): Promise<void> {
  const undisturbed = await indexUndisturbed();
  expect(job).toMatchObject({ status: "completed", files_indexed: treeFiles, error_message: null });
  if (undisturbed.files_indexed > 0) expect(job.chunks_created).toBe(undisturbed.chunks_created);
  expect(await contentOf(job.project_id)).toEqual(await contentOf("undisturbed"));
}

it("goes on from its checkpoint when the server was killed in mid-job", async () => {
  const id = await beginAndCommitSome("killed");
  await killServer(codebase.server);
  await codebase.server.restart(AbortSignal.timeout(15_000));
  expect((await codebase.beginIndex({ repo_path: root, project_id: "killed" })).status).toBe(409);
  const job = await codebase.ended(id);
  expect(job.resumed_from).toBeGreaterThanOrEqual(200);
  expect(job.resumed_from % 100).toBe(0);
  await expectUndisturbed(job);
});

it("SRCH-10, SRCH-12, SRCH-13: answers 503 while the database is away, and goes on with searches and, as if undisturbed, with a job cut at half", async () => {
  const id = await beginAndCommitSome("cut");
  const begin = performance.now();
  await cutDatabase(codebase.database);
  const refused = await codebase.search({ query: "value", project_id: "undisturbed" });
  expect(performance.now() - begin).toBeLessThan(5000);
  expect(refused).toMatchObject({ status: 503, body: { error: "database_unavailable", details: null } });
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await ask(`${codebase.url}/mcp/index/${id}`)).status).toBe(503);
  expect(await health()).toMatchObject({
    status: 200,
    body: { status: "unhealthy", database_status: "disconnected", connection_pool: { free: 0 } },
  });
  const [lost] = codebase.logged("database_connection_lost");
  expect(lost?.level).toBe("ERROR");
  expect(lost?.context.detection_time_seconds).toBeGreaterThanOrEqual(0);
  expect(lost?.context.detection_time_seconds).toBeLessThan(5);
  const retries = codebase.logged("database_retry").map(({ context }) => [context.attempt, context.delay_ms]);
  const [first, second, third] = [200, 400, 800].map((delayMs, index) => [index + 1, delayMs]);
  for (const expected of [first, second, third]) expect(retries).toContainEqual(expected);
  for (const retry of retries) expect([first, second, third]).toContainEqual(retry);
  await eventually(() => codebase.logged("index_job_waits")[0]); // it must not get by with a request's retries

  await delay(Math.max(0, awayMs - (performance.now() - begin)));
  const back = performance.now();
  await codebase.database.service.restart(AbortSignal.timeout(15_000));
  await eventually(async () =>
    (await codebase.search({ query: "value", project_id: "undisturbed" })).status === 200 ? true : undefined,
  );
  expect(performance.now() - back).toBeLessThan(10_000);
  const [reconnected] = await eventually(() => {
    const lines = codebase.logged("database_reconnected");
    return lines.length > 0 ? lines : undefined;
  });
  expect(reconnected?.context.outage_seconds).toBeGreaterThan(0);
  await expectResumed(id);
  expect((await healthIs("healthy")).database_status).toBe("connected");
});

it("SRCH-13's trip: without its checkpoint a job does not come back, and is not taken for one that did", async () => {
  const client = await codebase.connect();
  const id = await beginAndCommitSome("forgotten");
  await client.query("ALTER TABLE index_jobs RENAME TO index_jobs_away");
  await eventually(() => codebase.logged("index_job_left").find(({ context }) => context.job_id === id));
  expect((await ask(`${codebase.url}/mcp/index/${id}`)).status).toBe(500);
  await client.query("ALTER TABLE index_jobs_away RENAME TO index_jobs");
  await client.query("DELETE FROM index_jobs WHERE job_id = $1", [id]); // a checkpoint that is dropped stays so
  await expect(expectResumed(id, 500)).rejects.toThrow("did not happen");
  await indexUndisturbed();
  expect(await contentOf("forgotten")).not.toEqual(await contentOf("undisturbed"));
});

it("SRCH-08: tells how full its pool is while a table is locked, and refuses what finds no connection", async () => {
  const locker = await codebase.connect();
  const searches = (count: number): Promise<Answered>[] =>
    Array.from({ length: count }, () => codebase.search({ query: "value", project_id: "undisturbed" }));
  const highBefore = codebase.logged("pool_utilization_high").length;
  await locker.query(`BEGIN; LOCK TABLE "project_undisturbed".chunks`);
  const held = searches(17);
  const degraded = await eventually(async () => {
    const { body } = await health();
    return body.connection_pool.utilization_percent === 85 ? body : undefined;
  });
  expect(degraded).toMatchObject({ status: "degraded", database_status: "connected" });
  held.push(...searches(3));
  expect((await healthIs("unhealthy")).connection_pool).toMatchObject({ size: 20, free: 0, utilization_percent: 100 });
  const refused = await codebase.search({ query: "value", project_id: "undisturbed" });
  expect(refused).toMatchObject({ status: 503, body: { error: "saturated" } });
  expect(refused.headers.get("retry-after")).toBe("1");
  await locker.query("COMMIT");
  for (const { status } of await Promise.all(held)) expect(status).toBe(200);
  expect((await healthIs("healthy")).connection_pool.utilization_percent).toBe(0);
  const high = codebase.logged("pool_utilization_high").slice(highBefore);
  expect(high.map(({ level, context }) => [level, context])).toEqual([["WARNING", { percent: 85 }]]);
  const slow = codebase.logged("slow_query").filter(({ context }) => context.operation === "search");
  expect(slow).toHaveLength(20);
  for (const { context } of slow) expect(context.duration_ms).toBeGreaterThan(1000);
});

it("gives up on a statement after its time; a job waits for the table and goes on", async () => {
  const locker = await codebase.connect();
  const id = await beginAndCommitSome("locked");
  await locker.query(`BEGIN; LOCK TABLE "project_locked".chunks`);
  const begin = performance.now();
  const waitedBefore = codebase.logged("index_job_waits").length;
  const late = await codebase.search({ query: "value", project_id: "locked" });
  expect(late).toMatchObject({ status: 503, body: { error: "statement_timeout" } });
  expect(performance.now() - begin).toBeLessThan(timeLimitMs(4500));
  await eventually(() => codebase.logged("index_job_waits")[waitedBefore]);
  await locker.query("ROLLBACK");
  expect((await codebase.search({ query: "value", project_id: "locked" })).status).toBe(200);
  const job = await codebase.ended(id);
  expect(job.resumed_from).toBeGreaterThanOrEqual(200);
  await expectUndisturbed(job);
});

it.each([
  ["53100", "could not extend file: No space left on device"],
  ["XX000", "could not write to file: File too large"],
])("answers 507 when PostgreSQL says %s, %s", async (state, message) => {
  const client = await codebase.connect();
  await client.query(
    `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql
       AS $$ BEGIN RAISE EXCEPTION '%', '${message}' USING ERRCODE = '${state}'; END $$;
     CREATE TRIGGER refuse BEFORE INSERT ON index_jobs EXECUTE FUNCTION refuse()`,
  );
  const errorsBefore = await errorCount();
  expect(await codebase.beginIndex({ repo_path: root })).toMatchObject({ status: 507, body: { error: "disk_full" } });
  expect(await errorCount()).toBe(errorsBefore + 1);
  await client.query("DROP FUNCTION refuse CASCADE");
});

async function errorCount(): Promise<number> {
  const { body } = await ask(`${codebase.url}/metrics`, undefined, { accept: "application/json" });
  return body.counters.find(({ name }: { name: string }) => name === "codebase_mcp_errors_total").value;
}
