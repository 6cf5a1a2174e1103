/** The codebase server against contracts C0 and C2, through its front door. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { waitFor } from "../lib/waiting.ts";
import { type Stack, startStack } from "./stack-session.ts";
import { type Answered, acceptBoth, ask, callModern, messagesOf } from "./talk.ts";

let stack: Stack;
let url = "";

beforeAll(async () => {
  stack = await startStack(["codebase"]);
  ({ url } = stack.target("codebase"));
}, 60_000);

afterAll(() => stack?.[Symbol.asyncDispose]());

const search = (body: unknown): Promise<Answered> => ask(`${url}/mcp/search`, body);

it("finds ranked chunks that hold a word of the query, for every word of its vocabulary", async () => {
  const words = stack.target("codebase").vocabulary ?? [];
  expect(words.length).toBe(200);
  for (const [index, word] of words.entries()) {
    const other = words[(index * 7 + 1) % words.length] ?? "";
    const { status, body } = await search({ query: `${word} ${other}`, limit: 5 });
    expect(status).toBe(200);
    expect(body.results.length).toBeGreaterThan(0);
    expect(body.results.length).toBeLessThanOrEqual(5);
    expect(body.total_count).toBeGreaterThanOrEqual(body.results.length);
    const scores = body.results.map((hit: { similarity_score: number }) => hit.similarity_score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    for (const { content, similarity_score: score } of body.results) {
      expect([word, other].some((each) => content.toLowerCase().includes(each))).toBe(true);
      expect(score).toBeGreaterThan(0);
      expect(score).toBeLessThanOrEqual(1);
    }
  }
});

it("answers in the contract's shape, on both paths", async () => {
  const query = { query: "createServer", limit: 3 };
  const { body, headers } = await search(query);
  expect(Object.keys(body)).toEqual(["results", "total_count", "project_id", "database_name", "latency_ms"]);
  expect(Object.keys(body.results[0]).sort()).toEqual(
    "chunk_id content context_after context_before end_line file_path similarity_score start_line".split(" "),
  );
  expect(headers.get("server-timing")).toMatch(/^app;dur=[\d.]+, pool;dur=[\d.]+, db;dur=[\d.]+$/);
  expect((await ask(`${url}/search`, query)).body.results).toEqual(body.results);
});

it("narrows a search down", async () => {
  const narrowed = await search({ query: "error", file_type: "ts", directory: "types", limit: 50 });
  expect(narrowed.body.results.length).toBeGreaterThan(0);
  for (const hit of narrowed.body.results) expect(hit.file_path).toMatch(/^types\/.*\.ts$/);
  expect((await search({ query: "zzzznosuchwordzzzz" })).body).toMatchObject({ results: [], total_count: 0 });
  expect((await search({ query: "?!" })).body).toMatchObject({ results: [], total_count: 0 });
});

it.each([
  ["no query", {}],
  ["an empty query", { query: "" }],
  ["a query too long", { query: "a".repeat(1001) }],
  ["limit 0", { query: "a", limit: 0 }],
  ["limit 51", { query: "a", limit: 51 }],
  ["a limit in words", { query: "a", limit: "ten" }],
  ["half a document", '{"query":'],
  ["no object", "[]"],
  ["a NUL", { query: "a", directory: "a\0b" }],
])("refuses %s with 400", async (_what, body) => {
  const { status, body: answer } = await search(body);
  expect(status).toBe(400);
  expect(Object.keys(answer)).toEqual(["error", "message", "details"]);
});

it("says 404, 405, 413 and 415 in the same envelope", async () => {
  const answers = {
    project: await search({ query: "a", project_id: "nowhere" }),
    strangeProject: await search({ query: "a", project_id: 'x"; DROP' }),
    job: await ask(`${url}/mcp/index/nothing`),
    route: await ask(`${url}/nothing`),
    method: await ask(`${url}/mcp/search`),
    size: await search({ query: "a", filler: "x".repeat(1024 * 1024) }),
    type: await ask(`${url}/mcp/search`, "query=a", { "content-type": "text/csv" }),
  };
  const statuses = Object.entries(answers).map(([name, { status }]) => [name, status]);
  expect(Object.fromEntries(statuses)).toEqual({
    project: 404,
    strangeProject: 404,
    job: 404,
    route: 404,
    method: 405,
    size: 413,
    type: 415,
  });
  for (const { body } of Object.values(answers)) expect(Object.keys(body)).toEqual(["error", "message", "details"]);
});

it("indexes a tree, skips what has not changed, forgets what vanished, one job a project at a time", async () => {
  const tree = join(stack.folder, "tree");
  mkdirSync(tree);
  for (let index = 0; index < 250; index += 1)
    writeFileSync(join(tree, `f${index}.ts`), `export const name${index} = 1;\n`);
  const begin = (force: boolean): Promise<Answered> =>
    ask(`${url}/mcp/index`, { repo_path: tree, project_id: "small", force_reindex: force });
  const completed = async (begun: Answered | undefined): Promise<Answered["body"]> => {
    expect(begun?.status).toBe(202);
    const job = await waitFor(
      async () => {
        const { body } = await ask(`${url}/mcp/index/${begun?.body.job_id}`);
        return body.completed_at === null ? undefined : body;
      },
      { deadlineMs: 10_000 },
    );
    expect(job).toMatchObject({ status: "completed", error_message: null, project_id: "small", resumed_from: 0 });
    return job;
  };
  const index = async (force = false): Promise<Answered["body"]> => completed(await begin(force));
  expect(await index()).toMatchObject({ files_indexed: 250, chunks_created: 250 });
  expect(await index()).toMatchObject({ files_indexed: 0, chunks_created: 0 });
  rmSync(join(tree, "f7.ts"));
  writeFileSync(join(tree, "f8.ts"), "export const renamed = 1;\n");
  expect(await index()).toMatchObject({ files_indexed: 1, chunks_created: 1 });
  const total = async (query: string): Promise<number> =>
    (await search({ query, project_id: "small" })).body.total_count;
  expect([await total("name7"), await total("name8"), await total("renamed"), await total("name9")]).toEqual([
    0, 0, 1, 1,
  ]);
  expect((await search({ query: "name9" })).body.total_count).toBe(0); // another project's word
  expect(await index(true)).toMatchObject({ files_indexed: 249, chunks_created: 249 });

  const locker = new pg.Client({ connectionString: stack.target("codebase").database?.url });
  await locker.connect();
  await locker.query(`BEGIN; LOCK TABLE "project_small".chunks`); // no job ends before the other is begun
  const both = await Promise.all([begin(true), begin(true)]);
  await locker.end();
  expect(both.map(({ status }) => status).sort()).toEqual([202, 409]);
  await completed(both.find(({ status }) => status === 202));
  expect((await ask(`${url}/mcp/index`, { repo_path: join(tree, "nothing") })).status).toBe(400);
  expect((await ask(`${url}/mcp/index`, { repo_path: "relative" })).status).toBe(400);
});

it("tells its health from real numbers", async () => {
  const { status, body } = await ask(`${url}/health`);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    status: "healthy",
    database_status: "connected",
    pid: stack.target("codebase").service.server.identity.pid,
    connection_pool: { min_size: 5, max_size: 20, waiting: 0, utilization_percent: 0 },
  });
  expect(body.connection_pool.size).toBeGreaterThanOrEqual(5);
  expect(body.connection_pool.free).toBe(body.connection_pool.size);
});

it("counts requests, and looking at the counts changes nothing", async () => {
  const look = async (): Promise<Answered["body"]> =>
    (await ask(`${url}/metrics`, undefined, { accept: "application/json" })).body;
  const [before] = [await look(), await ask(`${url}/metrics`), await ask(`${url}/health`)];
  await search({ query: "error" });
  const after = await look();
  const partOf = (from: Answered["body"], name: string): number =>
    from.counters.find((counter: { name: string }) => counter.name === `codebase_mcp_${name}`).value;
  expect(partOf(after, "requests_total") - partOf(before, "requests_total")).toBe(1);
  expect(partOf(after, "errors_total")).toBe(0);
});

it("answers a ping without a body", async () => {
  expect((await ask(`${url}/ping`)).status).toBe(204);
  expect((await ask(`${url}/ping`, { any: "thing" })).status).toBe(204);
});

it("finds over MCP what it finds over REST", async () => {
  const query = { query: "request handler", limit: 10 };
  const idsOf = (answer: { results: { chunk_id: string }[] }): string[] => answer.results.map((hit) => hit.chunk_id);
  const expected = idsOf((await search(query)).body);
  expect(expected).toHaveLength(10);
  const [message] = messagesOf(await callModern(`${url}/mcp`, "search_code", query));
  expect(idsOf(message?.result.structuredContent)).toEqual(expected);
  expect(idsOf(JSON.parse(message?.result.content[0].text))).toEqual(expected);
  const legacy = { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "search_code", arguments: query } };
  const [older] = messagesOf(await ask(`${url}/mcp`, legacy, acceptBoth));
  expect(idsOf(older?.result.structuredContent)).toEqual(expected);
  const [refused] = messagesOf(await callModern(`${url}/mcp`, "search_code", { ...query, project_id: "nowhere" }));
  expect(refused?.result.isError).toBe(true);
});

it("logs one JSON object a line", () => {
  const lines = readFileSync(join(stack.folder, "codebase.log"), "utf8").trimEnd().split("\n");
  const events = lines.map((line) => JSON.parse(line));
  for (const event of events) expect(Object.keys(event).sort()).toEqual(["context", "event", "level", "timestamp"]);
  expect(events[0]).toMatchObject({ level: "INFO", event: "server_started" });
});
