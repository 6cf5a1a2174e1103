/** How the workflow server says no, how it tells of itself, and its MCP side. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { workflowProcess } from "../stack/workflow-process.ts";
import { type Stack, startStack } from "./stack-session.ts";
import { type Answered, acceptBoth, ask, callModern, messagesOf } from "./talk.ts";
import { createClient, createProject, nowhere, type ProjectClient } from "./workflow-client.ts";

let stack: Stack;
let url = "";
let client: ProjectClient;

beforeAll(async () => {
  stack = await startStack(["workflow"]);
  ({ url } = stack.target("workflow"));
  client = await createProject(url, "wire");
}, 60_000);

afterAll(() => stack?.[Symbol.asyncDispose]());

it.each([
  ["projects", {}],
  ["projects", { name: "a\u0000b" }],
  ["list_projects", { limit: 101 }],
  ["switch_project", { project_id: "apollo" }],
  ["entities", { name: "no type" }],
  ["entities", { entity_type: "a", name: "a", data: { text: "\u0000" } }],
  ["query_entities", { limit: 501 }],
  ["query_entities", { filter: "tier=1" }],
  ["query_entities", '{"filter":'],
  ["work_items", {}],
  ["work_items", { title: "a".repeat(201) }],
  ["work_items", { title: "a", entity_references: Array(51).fill(nowhere) }],
  ["work_items", { title: "a", entity_references: ["chunk"] }],
  ["query_work_items", { parent_id: "root" }],
])("refuses %s %j with 400", async (path, body) => {
  const { status, body: answer } = await ask(`${url}/${path}`, body, { "x-client-id": client.id });
  expect(status).toBe(400);
  expect(Object.keys(answer)).toEqual(["error", "message", "details"]);
});

it("says 404, 405, 413 and 415 in the same envelope, and refuses a name too long for a client", async () => {
  const answers = [
    await ask(`${url}/nothing`),
    await ask(`${url}/mcp/query_entities`),
    await ask(`${url}/projects`, { name: "x".repeat(1024 * 1024) }),
    await ask(`${url}/projects`, "name=a", { "content-type": "text/csv" }),
    await createClient(url, "x".repeat(129)).post("list_projects"),
  ];
  expect(answers.map(({ status }) => status)).toEqual([404, 405, 413, 415, 400]);
  for (const { body } of answers) expect(Object.keys(body)).toEqual(["error", "message", "details"]);
});

it("tells its health and its numbers as every reference server does", async () => {
  expect(await ask(`${url}/health`)).toMatchObject({
    status: 200,
    body: { status: "healthy", database_status: "connected" },
  });
  const { body } = await ask(`${url}/metrics`, undefined, { accept: "application/json" });
  const names = [...body.counters, ...body.histograms].map(({ name }: { name: string }) => name);
  for (const name of "requests_total errors_total db_queries_total request_latency_seconds gc_pause_seconds".split(" "))
    expect(names).toContain(`workflow_mcp_${name}`);
  expect(body.counters.find(({ name }: Answered["body"]) => name === "workflow_mcp_errors_total").value).toBe(0);
  expect((await ask(`${url}/ping`, { any: "thing" })).status).toBe(204);
});

it("does over MCP what it does over REST, for the same client", async () => {
  const { id, get, post, projectId } = client;
  const call = async (method: string, params: object): Promise<Answered["body"]> => {
    const headers = { ...acceptBoth, "x-client-id": id };
    const [message] = messagesOf(await ask(`${url}/mcp`, { jsonrpc: "2.0", id: 1, method, params }, headers));
    return message?.result;
  };
  const tools = (await call("tools/list", {})).tools.map(({ name }: { name: string }) => name);
  const routes = "projects list_projects switch_project active_project entities query_entities";
  expect(tools).toEqual([...routes.split(" "), "work_items", "work_item", "query_work_items"]);
  const active = await call("tools/call", { name: "active_project", arguments: {} });
  expect(active.structuredContent).toEqual({ project_id: projectId });
  const made = await call("tools/call", { name: "work_items", arguments: { title: "by tool" } });
  const { body: read } = await get(`work_items/${made.structuredContent.id}`);
  expect(read).toEqual({ ...JSON.parse(made.content[0].text), stale_references: [] });
  const listed = await call("tools/call", { name: "query_work_items", arguments: {} });
  expect(listed.structuredContent).toEqual((await post("query_work_items")).body);
  const refused = await call("tools/call", { name: "work_item", arguments: { id: "nothing" } });
  expect(refused).toMatchObject({
    isError: true,
    content: [{ text: expect.stringMatching(/^work_item_not_found: /) }],
  });
  const [modern] = messagesOf(await callModern(`${url}/mcp`, "list_projects", { limit: 1 }));
  expect(modern?.result.structuredContent.projects).toHaveLength(1);
});

it("logs one JSON object a line", () => {
  const events = readFileSync(join(stack.folder, "workflow.log"), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  for (const event of events) expect(Object.keys(event).sort()).toEqual(["context", "event", "level", "timestamp"]);
  expect(events[0]).toMatchObject({ level: "INFO", event: "server_started" });
});

it("ends with 1 and one line when it is told a codebase server that cannot be one", () => {
  const settings = { port: 0, databaseUrl: "postgres://127.0.0.1:9/none", codebaseUrl: "8020", cwd: stack.folder };
  const { command, args, env } = workflowProcess(settings);
  const { status, stdout, stderr } = spawnSync(command, args, { env: { ...env }, encoding: "utf8", timeout: 10_000 });
  expect([status, stdout, stderr]).toEqual([1, "", 'CODEBASE_URL="8020" is no http:// address\n']);
});
