/** Indexing and chunks of the codebase server (contract C2): jobs over REST and MCP, chunks by id, tenants apart. */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CodebaseSession, eventually, startCodebase } from "./codebase-session.ts";
import { acceptBoth, ask, callModern, messagesOf } from "./talk.ts";

let codebase: CodebaseSession;
let url = "";

beforeAll(async () => {
  codebase = await startCodebase();
  ({ url } = codebase);
}, 60_000);

afterAll(() => codebase?.[Symbol.asyncDispose]());

const nobody = "00000000-0000-4000-8000-000000000000";

async function index(body: object): Promise<Awaited<ReturnType<CodebaseSession["job"]>>> {
  const begun = await codebase.beginIndex(body);
  expect(begun.status).toBe(202);
  return codebase.ended(begun.body.job_id);
}

it("tells a job in every field, before and after", async () => {
  const { root, files } = codebase.tree("ten-thousand", 120);
  const { status, body: begun } = await codebase.beginIndex({ repo_path: root, project_id: "fields" });
  expect(status).toBe(202);
  const known = { project_id: "fields", database_name: "project_fields", force_reindex: false, repo_path: root };
  expect(begun).toMatchObject({ ...known, job_id: expect.any(String), status: "pending", message: expect.any(String) });
  const done = await codebase.ended(begun.job_id);
  expect(done).toMatchObject({
    ...known,
    job_id: begun.job_id,
    status: "completed",
    status_message: "done",
    files_indexed: files,
    resumed_from: 0,
    error_message: null,
  });
  expect(done.chunks_created).toBeGreaterThan(files);
  const times = [done.created_at, done.started_at, done.completed_at];
  expect(times.map((time) => new Date(time).toISOString())).toEqual(times);
  expect([...times].sort()).toEqual(times);
});

it("forgets a file that can no longer be read as source, and fails when the folder is gone", async () => {
  const { root } = codebase.tree("ten-thousand", 110);
  writeFileSync(join(root, "turning.ts"), "export const turningword = 1;\n");
  const asked = { repo_path: root, project_id: "turning" };
  await index(asked);
  const hits = async (): Promise<number> =>
    (await codebase.search({ query: "turningword", project_id: "turning" })).body.total_count;
  expect(await hits()).toBe(1);
  writeFileSync(join(root, "turning.ts"), "turningword\0binary");
  await index(asked);
  expect(await hits()).toBe(0);
  rmSync(root, { recursive: true });
  expect((await codebase.beginIndex(asked)).status).toBe(400);
});

describe("chunks by id", () => {
  it("are read, looked for, removed, and come back as the same when forced", async () => {
    const { root, words } = codebase.tree("tenant-a", 30);
    const asked = { repo_path: root, project_id: "chunks" };
    await index(asked);
    const query = { query: words.slice(0, 20).join(" "), project_id: "chunks", limit: 50 };
    const found = (await codebase.search(query)).body.results;
    const [{ similarity_score: _, ...hit }, other] = found;
    const chunkUrl = `${url}/mcp/chunks/${hit.chunk_id}`;
    const exists = async (ids: readonly string[]): Promise<unknown> =>
      (await ask(`${url}/mcp/chunks/exists`, { ids })).body;

    expect((await ask(chunkUrl)).body).toMatchObject({ ...hit, project_id: "chunks", database_name: "project_chunks" });
    expect(await exists([nobody, hit.chunk_id, other.chunk_id])).toEqual({
      present: [hit.chunk_id, other.chunk_id],
      missing: [nobody],
    });
    expect((await ask(chunkUrl, undefined, {}, "DELETE")).status).toBe(204);
    for (const method of ["GET", "DELETE"]) expect((await ask(chunkUrl, undefined, {}, method)).status).toBe(404);
    expect(await exists([hit.chunk_id, other.chunk_id])).toEqual({
      present: [other.chunk_id],
      missing: [hit.chunk_id],
    });
    const idsNow = async (): Promise<string[]> =>
      (await codebase.search(query)).body.results.map((each: { chunk_id: string }) => each.chunk_id);
    expect(await idsNow()).not.toContain(hit.chunk_id);
    await index(asked); // nothing has changed
    expect(await exists([hit.chunk_id])).toEqual({ present: [], missing: [hit.chunk_id] });
    await index({ ...asked, force_reindex: true });
    expect(await idsNow()).toEqual(found.map((each: { chunk_id: string }) => each.chunk_id));
  });

  it.each([
    ["no list", {}, 400],
    ["101 ids", { ids: Array(101).fill(nobody) }, 400],
    ["no ids at all", { ids: ["chunk"] }, 400],
    ["none", { ids: [] }, 200],
  ])("answer a question for %s with its status", async (_what, body, status) => {
    expect((await ask(`${url}/mcp/chunks/exists`, body)).status).toBe(status);
  });

  it("are 404 when there is none, 405 when asked wrongly", async () => {
    for (const id of [nobody, "nothing", "%00"]) expect((await ask(`${url}/mcp/chunks/${id}`)).status).toBe(404);
    expect((await ask(`${url}/mcp/chunks/${nobody}`, {})).status).toBe(405);
  });
});

it("never shows a tenant what is another's", async () => {
  const tenants = (["tenant-a", "tenant-b"] as const).map((name) => ({ name, ...codebase.tree(name, 40) }));
  await Promise.all(tenants.map(({ name, root }) => index({ repo_path: root, project_id: name })));
  const [a, b] = tenants;
  for (const [own, other] of [
    [a, b],
    [b, a],
  ]) {
    for (const word of own?.words.slice(0, 60) ?? []) {
      const [mine, foreign] = await Promise.all(
        [own, other].map((tenant) => codebase.search({ query: word, project_id: tenant?.name })),
      );
      expect(mine?.body.total_count).toBeGreaterThan(0);
      expect([word, foreign?.body.total_count]).toEqual([word, 0]);
      expect(mine?.body.database_name).toBe(`project_${own?.name}`);
    }
  }
});

describe("MCP", () => {
  it("begins a job and tells how far it is", async () => {
    const { root } = codebase.tree("tenant-b", 25);
    const call = async (tool: string, args: object): Promise<ReturnType<typeof JSON.parse>> =>
      messagesOf(await callModern(`${url}/mcp`, tool, args))[0]?.result;
    const begun = await call("start_indexing_background", { repo_path: root, project_id: "by-mcp" });
    expect(begun.structuredContent).toMatchObject({ status: "pending", project_id: "by-mcp" });
    const jobId = begun.structuredContent.job_id;
    const done = await eventually(async () => {
      const told = await call("get_indexing_status", { job_id: jobId });
      return told.structuredContent.status === "completed" ? told.structuredContent : undefined;
    });
    expect(done).toEqual(await codebase.job(jobId));
    for (const [tool, args, code] of [
      ["start_indexing_background", { repo_path: "/nowhere/at/all" }, "invalid_path"],
      ["get_indexing_status", { job_id: nobody }, "job_not_found"],
    ] as const) {
      const refused = await call(tool, args);
      expect(refused.isError).toBe(true);
      expect(refused.content[0].text).toContain(code);
    }
  });

  it("speaks JSON-RPC as the contract says", async () => {
    const post = (body: unknown): ReturnType<typeof ask> => ask(`${url}/mcp`, body, acceptBoth);
    const listed = await post({ jsonrpc: "2.0", id: 1, method: "tools/list" });
    const names = messagesOf(listed)[0]?.result.tools.map(({ name }: { name: string }) => name);
    expect(names.sort()).toEqual(["get_indexing_status", "search_code", "start_indexing_background"]);
    expect((await post({ jsonrpc: "2.0", id: 1, method: "ping" })).status).toBe(200);
    expect((await post({ jsonrpc: "2.0", method: "notifications/initialized" })).status).toBe(202);
    expect((await post('{"jsonrpc":')).status).toBe(400);
    expect((await post({ jsonrpc: "2.0", id: 1, method: "ping", params: { a: "x".repeat(1024 * 1024) } })).status).toBe(
      413,
    );
    expect((await ask(`${url}/mcp`, undefined, acceptBoth)).status).toBe(405);
  });
});
