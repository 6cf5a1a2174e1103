/** The workflow server against contracts C0 and C3, through its front door; no codebase server is there. */
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Stack, startStack } from "./stack-session.ts";
import type { Answered } from "./talk.ts";
import { type Client, createClient, createProject, idsOf, nowhere, type ProjectClient } from "./workflow-client.ts";

let stack: Stack;
let url = "";

beforeAll(async () => {
  stack = await startStack(["workflow"]);
  ({ url } = stack.target("workflow"));
}, 60_000);

afterAll(() => stack?.[Symbol.asyncDispose]());

const clientCalled = (id: string): Client => createClient(url, id);
const inProject = (name: string): Promise<ProjectClient> => createProject(url, name);

it("OPS-05: begins with ten projects of five hundred entities each", async () => {
  const client = clientCalled("counter");
  const { body } = await client.post("list_projects");
  expect([body.total_count, body.projects.length]).toEqual([10, 10]);
  for (const { id } of body.projects) {
    await client.post("switch_project", { project_id: id });
    const found = (await client.post("query_entities", { limit: 500 })).body;
    expect([found.total_count, new Set(idsOf(found.entities)).size]).toEqual([500, 500]);
  }
});

describe("projects", () => {
  it("are created once, listed, and one is active per client, whatever others do", async () => {
    const [ann, bob] = [clientCalled("ann"), clientCalled("bob")];
    const created = await ann.post("projects", { name: "apollo" });
    expect(created.status).toBe(201);
    expect(Object.keys(created.body)).toEqual(["id", "name", "created_at"]);
    expect((await bob.post("mcp/projects", { name: "apollo" })).status).toBe(409);
    const { body: other } = await bob.post("mcp/projects", { name: "hermes" });

    expect((await ann.get("api/v1/projects/active")).status).toBe(404);
    expect((await ann.post("query_entities")).body.error).toBe("no_active_project");
    const first = await ann.post("switch_project", { project_id: created.body.id });
    expect(first).toMatchObject({ status: 200, body: { project_id: created.body.id, previous_project_id: null } });
    expect(Date.parse(first.body.switched_at)).toBeGreaterThan(Date.now() - 60_000);
    await bob.post("switch_project", { project_id: other.id });
    expect((await ann.get("mcp/api/v1/projects/active")).body).toEqual({ project_id: created.body.id });
    const again = await ann.post("mcp/switch_project", { project_id: other.id });
    expect(again.body).toMatchObject({ project_id: other.id, previous_project_id: created.body.id });
    expect((await ann.post("switch_project", { project_id: nowhere })).status).toBe(404);
    expect((await ann.get("api/v1/projects/active")).body).toEqual({ project_id: other.id });

    const { body: listed } = await ann.post("mcp/list_projects", { limit: 100 });
    const active = listed.projects.filter((project: Answered["body"]) => project.active);
    expect(active).toEqual([{ id: other.id, name: "hermes", active: true }]);
    expect((await ann.post("list_projects", { limit: 3 })).body).toMatchObject({ total_count: listed.total_count });
  });
});

describe("entities", () => {
  it("are found by type, equal data and all tags, in their project only", async () => {
    const { post, projectId } = await inProject("filters");
    const stranger = await inProject("no filters");
    const add = async (name: string, tags: string[], data: object): Promise<string> => {
      const { status, body } = await post("entities", { entity_type: "table", name, tags, data });
      expect(status).toBe(201);
      expect(body).toMatchObject({ entity_type: "table", name, tags, data, project_id: projectId });
      return body.id;
    };
    const plain = await add("plain", ["a", "b"], { tier: 1, parts: ["x"], owner: { name: "o", level: 2 }, gone: null });
    const more = await add("more", ["b"], { tier: 1, parts: ["x", "y"], owner: { name: "o" } });
    const text = await add("text", [], { tier: "1" });
    const found = async (query: object): Promise<string[]> =>
      idsOf((await post("mcp/query_entities", query)).body.entities);
    expect((await found({})).sort()).toEqual([plain, more, text].sort());
    expect((await found({ filter: { tier: 1 } })).sort()).toEqual([plain, more].sort());
    expect(await found({ filter: { tier: "1" } })).toEqual([text]);
    expect(await found({ filter: { parts: ["x"] } })).toEqual([plain]); // equal, not contained
    expect(await found({ filter: { owner: { name: "o" } } })).toEqual([more]);
    expect(await found({ filter: { gone: null } })).toEqual([plain]);
    expect(await found({ filter: { tier: 1 }, tags: ["a", "b"] })).toEqual([plain]);
    expect(await found({ tags: ["a", "c"] })).toEqual([]);
    expect(await found({ entity_type: "service" })).toEqual([]);
    const cut = await post("query_entities", { limit: 1 });
    expect([cut.body.entities.length, cut.body.total_count]).toEqual([1, 3]);
    expect((await stranger.post("query_entities")).body).toEqual({ entities: [], total_count: 0 });

    await markDeleted(text);
    expect((await found({})).sort()).toEqual([plain, more].sort());
    expect(await found({ include_deleted: true, filter: { tier: "1" } })).toEqual([text]);
  });
});

/** The contract has no route that deletes: another program does. */
async function markDeleted(id: string): Promise<void> {
  const client = new pg.Client({ connectionString: stack.target("workflow").database?.url });
  await client.connect();
  await client.query("UPDATE entities SET deleted_at = now() WHERE id = $1", [id]);
  await client.end();
}

describe("work items", () => {
  it("are stored and read in the contract's shape, even with no codebase server, in their project only", async () => {
    const { post, get } = await inProject("items");
    const stranger = await inProject("other items");
    const bare = await post("work_items", { title: "bare" });
    expect(bare.status).toBe(201);
    expect(Object.keys(bare.body)).toEqual(
      "id title item_type status entity_references parent_id metadata created_at updated_at warnings".split(" "),
    );
    const empty = { entity_references: [], parent_id: null, metadata: {}, warnings: [] };
    expect(bare.body).toMatchObject({ title: "bare", item_type: "task", status: "planned", ...empty });

    const chunks = [nowhere, "00000000-0000-4000-8000-000000000001"];
    const full = {
      title: "full",
      item_type: "bug",
      status: "open",
      entity_references: chunks,
      metadata: { points: 3 },
    };
    const created = await post("mcp/work_items", { ...full, parent_id: bare.body.id });
    const warnings = ["code_search_unavailable"];
    expect(created).toMatchObject({ status: 201, body: { ...full, parent_id: bare.body.id, warnings } });
    const read = await get(`work_items/${created.body.id}`);
    expect(read).toMatchObject({ status: 200, body: { ...created.body, stale_references: [] } });
    expect((await get(`mcp/work_items/${created.body.id}`)).body).toEqual(read.body);

    expect((await get(`work_items/${nowhere}`)).status).toBe(404);
    expect((await get("work_items/nothing")).status).toBe(404);
    expect((await stranger.get(`work_items/${bare.body.id}`)).status).toBe(404);
    for (const parent of [nowhere, bare.body.id]) {
      const refused = await stranger.post("work_items", { title: "orphan", parent_id: parent });
      expect([refused.status, refused.body.error]).toEqual([404, "parent_not_found"]);
    }
    expect((await stranger.post("query_work_items")).body).toEqual({ work_items: [], total_count: 0 });
  });

  it("are found by type, status and parent, with all descendants when asked", async () => {
    const { post } = await inProject("tree");
    const add = async (title: string, parent?: string, more: object = {}): Promise<string> =>
      (await post("work_items", { title, ...(parent === undefined ? {} : { parent_id: parent }), ...more })).body.id;
    const root = await add("root", undefined, { item_type: "epic" });
    const left = await add("left", root);
    const right = await add("right", root, { status: "done" });
    const leaf = await add("leaf", left, { status: "done" });
    const found = async (query: object): Promise<string[]> =>
      idsOf((await post("query_work_items", query)).body.work_items);
    expect(await found({})).toEqual([leaf, right, left, root]); // newest first
    expect(await found({ item_type: "epic" })).toEqual([root]);
    expect(await found({ status: "done" })).toEqual([leaf, right]);
    expect(await found({ parent_id: root })).toEqual([right, left]);
    expect(await found({ parent_id: root, include_descendants: true })).toEqual([leaf, right, left]);
    expect(await found({ parent_id: root, include_descendants: true, status: "done" })).toEqual([leaf, right]);
    expect(await found({ parent_id: leaf, include_descendants: true })).toEqual([]);
    const cut = await post("mcp/query_work_items", { limit: 1 });
    expect([idsOf(cut.body.work_items), cut.body.total_count]).toEqual([[leaf], 4]);
  });
});
