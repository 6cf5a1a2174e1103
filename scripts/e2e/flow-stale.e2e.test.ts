/** Work items and the chunks they point at, on both real servers: chunks that are deleted, or vanish when a changed tree is indexed again. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { freePort } from "../lib/ports.ts";
import { workflowProcess } from "../stack/workflow-process.ts";
import { answersOk, startServer } from "../targets/readiness.ts";
import { type CodebaseSession, startCodebase } from "./codebase-session.ts";
import { type Answered, ask } from "./talk.ts";
import { createProject, type ProjectClient } from "./workflow-client.ts";

let codebase: CodebaseSession;
let workflowUrl = "";

beforeAll(async () => {
  codebase = await startCodebase();
  const port = await freePort();
  workflowUrl = `http://127.0.0.1:${port}`;
  const spec = workflowProcess({
    port,
    databaseUrl: codebase.database.url, // their tables have names of their own
    codebaseUrl: codebase.url,
    cwd: codebase.folder,
  });
  const isReady = (): Promise<boolean> => answersOk(`${workflowUrl}/health`);
  await startServer(codebase.processes, spec, { deadlineMs: 15_000, signal: AbortSignal.timeout(60_000), isReady });
}, 60_000);

afterAll(() => codebase?.[Symbol.asyncDispose]());

interface Pointing {
  readonly client: ProjectClient;
  readonly root: string;
  /** Of the chunks it points at, in its order. */
  readonly chunks: readonly { readonly chunk_id: string; readonly file_path: string }[];
  read(): Promise<Answered>;
  indexAgain(): Promise<void>;
}

/** A work item that points at five chunks of a tree of its own. */
async function pointingItem(name: string): Promise<Pointing> {
  const { root, words } = codebase.tree(name === "deleted" ? "tenant-a" : "tenant-b", 30);
  const indexAgain = async (): Promise<void> => {
    const { body } = await codebase.beginIndex({ repo_path: root, project_id: name });
    expect(await codebase.ended(body.job_id)).toMatchObject({ status: "completed" });
  };
  await indexAgain();
  const query = { query: words.slice(0, 20).join(" "), project_id: name, limit: 50 };
  const hits: Pointing["chunks"] = (await codebase.search(query)).body.results;
  const files = new Set<string>();
  const chunks = hits.filter(({ file_path: path }) => !files.has(path) && files.add(path)).slice(0, 5);
  expect(chunks).toHaveLength(5);
  const client = await createProject(workflowUrl, name);
  const references = idsOf(chunks);
  const item = await client.post("work_items", { title: name, entity_references: references });
  expect(item).toMatchObject({ status: 201, body: { entity_references: references, warnings: [] } });
  return { client, root, chunks, indexAgain, read: () => client.get(`work_items/${item.body.id}`) };
}

const idsOf = (chunks: Pointing["chunks"]): string[] => chunks.map(({ chunk_id: id }) => id);

/** Exactly these are stale, in the item's order, and its list is as it was written. */
async function expectStale({ chunks, read }: Pointing, stale: readonly string[]): Promise<void> {
  const { status, body } = await read();
  expect(status).toBe(200);
  expect(body).toMatchObject({ entity_references: idsOf(chunks), warnings: [] });
  expect(body.stale_references).toEqual(stale);
}

it("WF-07: a deleted chunk is told as stale, and the item keeps its list", async () => {
  const item = await pointingItem("deleted");
  await expectStale(item, []);
  const [, second, , fourth] = idsOf(item.chunks);
  for (const id of [fourth, second]) {
    expect((await ask(`${codebase.url}/mcp/chunks/${id}`, undefined, {}, "DELETE")).status).toBe(204);
  }
  await expectStale(item, [second ?? "", fourth ?? ""]);
});

it("WF-07's trip: with nothing deleted nothing is told as stale, and an item whose chunks were to be is seen not to tell of them", async () => {
  const item = await pointingItem("kept");
  const [, second = "", , fourth = ""] = idsOf(item.chunks);
  await expect(expectStale(item, [second, fourth])).rejects.toThrow("to deeply equal");
  await expectStale(item, []);
});

it("WF-07: chunks that vanish when a changed tree is indexed again are told as stale, and fresh ones are not", async () => {
  const item = await pointingItem("changed");
  await item.indexAgain(); // nothing has changed
  await expectStale(item, []);
  const [first, second, third] = item.chunks;
  rmSync(pathOf(item, first));
  const changed = pathOf(item, third);
  writeFileSync(changed, `// another beginning\n${readFileSync(changed, "utf8")}`);
  await item.indexAgain();
  await expectStale(item, [first?.chunk_id ?? "", third?.chunk_id ?? ""]);
  writeFileSync(changed, readFileSync(changed, "utf8").replace("// another beginning\n", ""));
  await item.indexAgain();
  await expectStale(item, [first?.chunk_id ?? ""]); // the same text at the same place is the same chunk
  const present = await item.client.post("work_items", { title: "new", entity_references: [second?.chunk_id] });
  expect(present.body.warnings).toEqual([]);
});

function pathOf({ root }: Pointing, chunk: Pointing["chunks"][number] | undefined): string {
  return join(root, chunk?.file_path ?? "");
}
