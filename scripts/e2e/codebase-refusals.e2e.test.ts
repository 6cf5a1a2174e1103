/** What the codebase server refuses (SRCH-22): bad queries, limits, paths, jobs and projects, alone and in a crowd, over REST and MCP. */
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { projectDir } from "../lib/paths.ts";
import { freePort } from "../lib/ports.ts";
import { codebaseProcess } from "../stack/codebase-process.ts";
import { isTraversable, openForStrangers, strangerId } from "../stack/traversable.ts";
import { answersOk, startServer } from "../targets/readiness.ts";
import { type CodebaseSession, startCodebase } from "./codebase-session.ts";
import { type Answered, ask, callModern, messagesOf } from "./talk.ts";

let codebase: CodebaseSession;
let root = "";
let words: readonly string[] = [];

beforeAll(async () => {
  codebase = await startCodebase();
  ({ root, words } = codebase.tree("tenant-a", 40));
  const { body } = await codebase.beginIndex({ repo_path: root });
  await codebase.ended(body.job_id);
}, 60_000);

afterAll(() => codebase?.[Symbol.asyncDispose]());

const nobody = "00000000-0000-4000-8000-000000000000";
const search = "mcp/search";
const index = "mcp/index";

/** Path, body, status. */
const refusals = (): readonly (readonly [string, unknown, number])[] => {
  const file = join(root, "file.ts");
  writeFileSync(file, "export const one = 1;\n");
  return [
    [search, {}, 400],
    [search, { query: "" }, 400],
    [search, { query: "a".repeat(1001) }, 400],
    [search, { query: ["a"] }, 400],
    [search, { query: "a", limit: 0 }, 400],
    [search, { query: "a", limit: -1 }, 400],
    [search, { query: "a", limit: 51 }, 400],
    [search, { query: "a", limit: 1.5 }, 400],
    [search, { query: "a", limit: 1e300 }, 400],
    [search, { query: "a", limit: "ten" }, 400],
    [search, { query: "a", limit: null }, 400],
    [search, { query: "a", project_id: 7 }, 400],
    [search, { query: "a", repository_id: "x" }, 400],
    [search, { query: "a", directory: "a\0b" }, 400],
    [search, { query: "a", file_type: "\0" }, 400],
    [search, '{"query":', 400],
    [search, "[]", 400],
    [search, { query: "a", project_id: "nowhere" }, 404],
    [search, { query: "a", project_id: 'x"; DROP SCHEMA public; --' }, 404],
    [search, { query: "a", project_id: "a".repeat(500) }, 404],
    [search, { query: "a", project_id: "\0" }, 404],
    [search, { query: "a", filler: "x".repeat(1024 * 1024) }, 413],
    [index, {}, 400],
    [index, { repo_path: "" }, 400],
    [index, { repo_path: "relative" }, 400],
    [index, { repo_path: "/nowhere/at/all" }, 400],
    [index, { repo_path: file }, 400],
    [index, { repo_path: `${root}\0` }, 400],
    [index, { repo_path: `/${"a/".repeat(3000)}` }, 400],
    [index, { repo_path: root, project_id: "Capitals" }, 400],
    [index, { repo_path: root, project_id: "" }, 400],
    [index, { repo_path: root, force_reindex: "yes" }, 400],
    [`${index}/${nobody}`, undefined, 404],
    [`${index}/nothing`, undefined, 404],
    [`${index}/%00`, undefined, 404],
  ];
};

async function errorCount(): Promise<number> {
  const { body } = await ask(`${codebase.url}/metrics`, undefined, { accept: "application/json" });
  return body.counters.find(({ name }: { name: string }) => name === "codebase_mcp_errors_total").value;
}

it("SRCH-22: bad queries, limits, paths, jobs and projects get the contract's status, ten times each among good searches, and no 5xx", async () => {
  const rows = refusals();
  const work: Promise<Answered>[] = [];
  for (let round = 0; round < 10; round += 1) {
    const good = codebase.search({ query: words[round] });
    const bad = rows.map(([path, body]) => ask(`${codebase.url}/${path}`, body));
    const answers = await Promise.all(bad); // all at once
    work.push(good);
    const told = rows.map(([path, body], at) => [path, body, answers[at]?.status]);
    expect(told).toEqual(rows.map((row) => [...row]));
    for (const { body } of answers) expect(Object.keys(body)).toEqual(["error", "message", "details"]);
  }
  for (const { status, body } of await Promise.all(work)) {
    expect(status).toBe(200);
    expect(body.total_count).toBeGreaterThan(0);
  }
  expect(await errorCount()).toBe(0);
  expect(codebase.logged("request_failed").filter(({ level }) => level === "ERROR")).toEqual([]);
});

it("SRCH-22: over MCP they are refused as errors of the call", async () => {
  for (const [tool, args] of [
    ["search_code", { query: "" }],
    ["search_code", { query: "a", limit: 51 }],
    ["search_code", { query: "a", project_id: "nowhere" }],
    ["start_indexing_background", { repo_path: "relative" }],
    ["get_indexing_status", { job_id: "nothing" }],
  ] as const) {
    const answered = await callModern(`${codebase.url}/mcp`, tool, args);
    expect(answered.status).toBe(200);
    const [message] = messagesOf(answered) as { error?: { code: number }; result?: { isError?: boolean } }[];
    expect(message?.error?.code === -32602 || message?.result?.isError === true, JSON.stringify(message)).toBe(true);
  }
  expect(await errorCount()).toBe(0);
});

/** Root may read everything, so the server then runs as somebody who may not. */
const isRoot = process.getuid?.() === 0;
const canBeStranger = [projectDir, process.execPath].every(isTraversable);

it.skipIf(isRoot && !canBeStranger)("SRCH-22: a tree that may not be read is refused with 400", async () => {
  const closed = join(codebase.folder, "closed");
  mkdirSync(closed);
  writeFileSync(join(closed, "one.ts"), "export const one = 1;\n");
  chmodSync(closed, 0o000);
  if (isRoot) openForStrangers(codebase.folder);
  const port = await freePort();
  const spec = codebaseProcess({ port, databaseUrl: codebase.database.url, cwd: codebase.folder });
  const url = `http://127.0.0.1:${port}`;
  await startServer(
    codebase.processes,
    { ...spec, name: "stranger", ...(isRoot ? { userId: strangerId } : {}) },
    { deadlineMs: 15_000, signal: AbortSignal.timeout(30_000), isReady: () => answersOk(`${url}/health`) },
  );
  const refused = await ask(`${url}/mcp/index`, { repo_path: closed, project_id: "closed" });
  expect(refused).toMatchObject({ status: 400, body: { error: "invalid_path", details: { repo_path: closed } } });
  chmodSync(closed, 0o755);
  expect((await ask(`${url}/mcp/index`, { repo_path: closed, project_id: "closed" })).status).toBe(202);
});
