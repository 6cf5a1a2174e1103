/** What the codebase server refuses (SRCH-22): bad queries, limits, paths, jobs and projects, alone and in a crowd, over REST and MCP. */
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { projectDir } from "../lib/paths.ts";
import { freePort } from "../lib/ports.ts";
import { codebaseProcess } from "../stack/codebase-process.ts";
import type { GeneratedTree } from "../stack/data/source-tree.ts";
import { isTraversable, openForStrangers, strangerId } from "../stack/traversable.ts";
import { answersOk, startServer } from "../targets/readiness.ts";
import { type CodebaseSession, startCodebase } from "./codebase-session.ts";
import { errorCount, expectRefused } from "./refusals.ts";
import { ask, callModern, messagesOf } from "./talk.ts";

let codebase: CodebaseSession;
let tree: GeneratedTree;

beforeAll(async () => {
  codebase = await startCodebase();
  tree = codebase.tree("tenant-a", 40);
  const { body } = await codebase.beginIndex({ repo_path: tree.root });
  await codebase.ended(body.job_id);
}, 60_000);

afterAll(() => codebase?.[Symbol.asyncDispose]());

it("SRCH-22: bad queries, limits, paths, jobs and projects get the contract's status, ten times each among good searches, and no 5xx", async () => {
  await expectRefused(codebase, tree);
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
  expect(await errorCount(codebase)).toBe(0);
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
