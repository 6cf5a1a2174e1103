/** Starts every target as a run does and talks to it through its front door. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isAlive } from "../lib/proc.ts";
import { createProcesses, type Processes } from "../lib/processes.ts";
import { waitFor } from "../lib/waiting.ts";
import { loadTargets, type RunningTarget } from "../targets/target.ts";

const running = new Map<string, RunningTarget>();
const unavailable: string[] = [];
let folder = "";
let processes: Processes;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "mesh-load-stack-"));
  processes = createProcesses(folder);
  const signal = AbortSignal.timeout(60_000);
  for (const target of await loadTargets()) {
    if (target.unavailable() !== undefined) {
      unavailable.push(target.name);
      continue;
    }
    const dataDir = join(folder, target.name);
    mkdirSync(dataDir, { mode: 0o700 });
    running.set(target.name, await target.start({ processes, dataDir, signal }));
  }
}, 60_000);

afterAll(async () => {
  await processes[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

function urlOf(name: string): string {
  const url = running.get(name)?.url;
  if (url === undefined) throw new Error(`${name} does not run`);
  return url;
}

interface Answered {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape
  readonly body: any;
}

async function ask(
  url: string,
  body?: unknown,
  headers: Record<string, string> = {},
  method?: string,
): Promise<Answered> {
  const response = await fetch(url, {
    method: method ?? (body === undefined ? "GET" : "POST"),
    headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") === true;
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

const acceptBoth = { accept: "application/json, text/event-stream" };

/** The JSON-RPC messages of an answer in either form. */
function messagesOf({ body }: Answered): { result?: any; method?: string; error?: any }[] {
  // biome-ignore lint/suspicious/noExplicitAny: as above
  if (typeof body !== "string") return [body];
  const lines = body.split("\n").filter((line) => line.startsWith("data: {"));
  return lines.map((line) => JSON.parse(line.slice("data: ".length)));
}

async function callModern(url: string, tool: string, args: object, meta: object = {}): Promise<Answered> {
  const version = "2026-07-28";
  const _meta = {
    "io.modelcontextprotocol/protocolVersion": version,
    "io.modelcontextprotocol/clientCapabilities": {},
    "io.modelcontextprotocol/clientInfo": { name: "stack-test", version: "1" },
    ...meta,
  };
  const request = { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: tool, arguments: args, _meta } };
  const headers = { "mcp-protocol-version": version, "mcp-method": "tools/call", "mcp-name": tool };
  return ask(url, request, { ...acceptBoth, ...headers });
}

it("every default target runs here", () => {
  expect(unavailable).toEqual([]);
  expect([...running.keys()]).toEqual(expect.arrayContaining(["codebase", "everything", "mcp-mesh", "sdk-v2"]));
  for (const { readyMs } of running.values()) expect(readyMs).toBeGreaterThan(0);
});

it("nothing listens anywhere but on loopback", () => {
  const listening = processes.all.flatMap(({ identity }) => listeningAddresses(identity.pid));
  expect(listening.length).toBeGreaterThanOrEqual(running.size);
  expect(new Set(listening)).toEqual(new Set(["0100007F"])); // 127.0.0.1 as /proc writes it
});

describe("codebase", () => {
  const search = (body: unknown): Promise<Answered> => ask(`${urlOf("codebase")}/mcp/search`, body);

  it("finds ranked chunks that hold a word of the query, for every word of its vocabulary", async () => {
    const words = running.get("codebase")?.vocabulary ?? [];
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
    expect((await ask(`${urlOf("codebase")}/search`, query)).body.results).toEqual(body.results);
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
  ])("refuses %s with 400", async (_what, body) => {
    const { status, body: answer } = await search(body);
    expect(status).toBe(400);
    expect(Object.keys(answer)).toEqual(["error", "message", "details"]);
  });

  it("says 404, 405, 413 and 415 in the same envelope", async () => {
    const url = urlOf("codebase");
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
    const url = urlOf("codebase");
    const tree = join(folder, "tree");
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

    const both = await Promise.all([begin(true), begin(true)]);
    expect(both.map(({ status }) => status).sort()).toEqual([202, 409]);
    await completed(both.find(({ status }) => status === 202));
    expect((await ask(`${url}/mcp/index`, { repo_path: join(tree, "nothing") })).status).toBe(400);
    expect((await ask(`${url}/mcp/index`, { repo_path: "relative" })).status).toBe(400);
  });

  it("tells its health from real numbers", async () => {
    const { status, body } = await ask(`${urlOf("codebase")}/health`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: "healthy",
      database_status: "connected",
      pid: running.get("codebase")?.server.identity.pid,
      connection_pool: { min_size: 5, max_size: 20, waiting: 0, utilization_percent: 0 },
    });
    expect(body.connection_pool.size).toBeGreaterThanOrEqual(5);
    expect(body.connection_pool.free).toBe(body.connection_pool.size);
  });

  it("shows the same metrics in both forms, and looking changes nothing", async () => {
    const url = `${urlOf("codebase")}/metrics`;
    const { body: json } = await ask(url, undefined, { accept: "application/json" });
    const { body: text } = await ask(url);
    await search({ query: "error" });
    const { body: later } = await ask(url, undefined, { accept: "application/json" });
    const partOf = (from: Answered["body"], name: string): number =>
      from.counters.find((counter: { name: string }) => counter.name === `codebase_mcp_${name}`).value;
    expect(partOf(later, "requests_total") - partOf(json, "requests_total")).toBe(1);
    expect(partOf(later, "errors_total")).toBe(0);

    const lines = new Map<string, number>();
    for (const line of String(text).split("\n")) {
      if (line !== "" && !line.startsWith("#"))
        lines.set(line.slice(0, line.lastIndexOf(" ")), Number(line.slice(line.lastIndexOf(" ") + 1)));
    }
    for (const { name, value } of json.counters) expect([name, lines.get(name)]).toEqual([name, value]);
    for (const { name, buckets, count, sum } of json.histograms) {
      expect(String(text)).toContain(`# TYPE ${name} histogram`);
      const counts = buckets.map((bucket: { count: number }) => bucket.count);
      expect(counts).toEqual([...counts].sort((a: number, b: number) => a - b));
      expect(counts.at(-1)).toBe(count);
      if (name.includes("gc_pause")) continue; // the collector may run between the two looks
      expect([name, lines.get(`${name}_count`), lines.get(`${name}_sum`)]).toEqual([name, count, sum]);
      for (const bucket of buckets) expect(lines.get(`${name}_bucket{le="${bucket.bucket_le}"}`)).toBe(bucket.count);
    }
  });

  it("answers a ping without a body", async () => {
    expect((await ask(`${urlOf("codebase")}/ping`)).status).toBe(204);
    expect((await ask(`${urlOf("codebase")}/ping`, { any: "thing" })).status).toBe(204);
  });

  it("finds over MCP what it finds over REST", async () => {
    const query = { query: "request handler", limit: 10 };
    const idsOf = (answer: { results: { chunk_id: string }[] }): string[] => answer.results.map((hit) => hit.chunk_id);
    const expected = idsOf((await search(query)).body);
    expect(expected).toHaveLength(10);
    const [message] = messagesOf(await callModern(`${urlOf("codebase")}/mcp`, "search_code", query));
    expect(idsOf(message?.result.structuredContent)).toEqual(expected);
    expect(idsOf(JSON.parse(message?.result.content[0].text))).toEqual(expected);
    const legacy = { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "search_code", arguments: query } };
    const [older] = messagesOf(await ask(`${urlOf("codebase")}/mcp`, legacy, acceptBoth));
    expect(idsOf(older?.result.structuredContent)).toEqual(expected);
    const [refused] = messagesOf(
      await callModern(`${urlOf("codebase")}/mcp`, "search_code", { ...query, project_id: "nowhere" }),
    );
    expect(refused?.result.isError).toBe(true);
  });

  it("logs one JSON object a line", () => {
    const lines = readFileSync(join(folder, "codebase.log"), "utf8").trimEnd().split("\n");
    const events = lines.map((line) => JSON.parse(line));
    for (const event of events) expect(Object.keys(event).sort()).toEqual(["context", "event", "level", "timestamp"]);
    expect(events[0]).toMatchObject({ level: "INFO", event: "server_started" });
  });
});

describe("MCP servers", () => {
  it("sdk-v2 echoes, adds, and tells its progress", async () => {
    const url = urlOf("sdk-v2");
    const textOf = async (tool: string, args: object): Promise<string> =>
      messagesOf(await callModern(url, tool, args)).at(-1)?.result.content[0].text;
    expect(await textOf("echo", { message: "hi" })).toBe("Echo: hi");
    expect(await textOf("get-sum", { a: 19, b: 23 })).toContain("42");
    const told = messagesOf(await callModern(url, "count", { steps: 4 }, { progressToken: "p" }));
    expect(told.map(({ method }) => method)).toEqual([...Array(4).fill("notifications/progress"), undefined]);
    expect(told.at(-1)?.result.content[0].text).toBe("The sum of 1 to 4 is 10.");
  });

  it("everything echoes within a session", async () => {
    const url = urlOf("everything");
    const clientInfo = { name: "stack-test", version: "1" };
    const hello = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo };
    const greeted = await ask(url, { jsonrpc: "2.0", id: 1, method: "initialize", params: hello }, acceptBoth);
    const session = {
      "mcp-session-id": greeted.headers.get("mcp-session-id") ?? "",
      "mcp-protocol-version": "2025-11-25",
    };
    expect(session["mcp-session-id"]).not.toBe("");
    await ask(url, { jsonrpc: "2.0", method: "notifications/initialized" }, { ...acceptBoth, ...session });
    const call = {
      jsonrpc: "2.0",
      id: 2,
      method: "tools/call",
      params: { name: "echo", arguments: { message: "hi" } },
    };
    const told = messagesOf(await ask(url, call, { ...acceptBoth, ...session }));
    expect(told.at(-1)?.result.content[0].text).toBe("Echo: hi");
  });
});

it("mcp-mesh registers an agent and lists it", async () => {
  const url = urlOf("mcp-mesh");
  const agent = {
    agent_id: "clock-0001",
    agent_type: "mcp_agent",
    name: "clock-0001",
    version: "1.0.0",
    http_host: "127.0.0.1",
    http_port: 9101,
  };
  const tools = [
    { function_name: "get_date", capability: "date_service", version: "1.0.0", tags: ["system"], dependencies: [] },
  ];
  const joined = await ask(`${url}/heartbeat`, { ...agent, namespace: "default", tools });
  expect(joined).toMatchObject({ status: 200, body: { status: "success", agent_id: "clock-0001" } });
  const { body } = await ask(`${url}/agents`);
  expect(body.agents.map(({ id }: { id: string }) => id)).toEqual(["clock-0001"]);
});

it("ends everything it started, gracefully", async () => {
  const begin = performance.now();
  await processes[Symbol.asyncDispose]();
  expect(performance.now() - begin).toBeLessThan(5000);
  for (const { identity, name, exit } of processes.all) {
    expect([name, isAlive(identity)]).toEqual([name, false]);
    expect([name, exit?.signal]).not.toEqual([name, "SIGKILL"]);
  }
  expect(
    ["codebase", "sdk-v2", "codebase-postgres"].map(
      (name) => processes.all.find((each) => each.name === name)?.exit?.code,
    ),
  ).toEqual([0, 0, 0]);
  // PostgreSQL's workers lead sessions of their own: they are known by their folder.
  const left = await waitFor(() => (commandsBelow(folder).length === 0 ? [] : undefined), { deadlineMs: 2000 });
  expect(left).toEqual([]);
});

/** Addresses in state LISTEN of a process's own sockets. */
function listeningAddresses(pid: number): string[] {
  const inodes = new Set<string>();
  try {
    for (const descriptor of readdirSync(`/proc/${pid}/fd`)) {
      const link = readlinkSync(`/proc/${pid}/fd/${descriptor}`);
      if (link.startsWith("socket:[")) inodes.add(link.slice("socket:[".length, -1));
    }
  } catch {
    return []; // ended, as initdb has
  }
  const tables = ["tcp", "tcp6"].flatMap((table) =>
    readFileSync(`/proc/${pid}/net/${table}`, "utf8").split("\n").slice(1),
  );
  const sockets = tables.map((line) => line.trim().split(/\s+/));
  return sockets.flatMap(([, local = "", , state, , , , , , inode = ""]) =>
    state === "0A" && inodes.has(inode) ? [local.split(":", 1)[0] ?? ""] : [],
  );
}

/** Processes whose working folder lies below ours. */
function commandsBelow(path: string): string[] {
  return readdirSync("/proc").filter((entry) => {
    try {
      return /^\d+$/.test(entry) && readlinkSync(`/proc/${entry}/cwd`).startsWith(path);
    } catch {
      return false; // ended meanwhile, or not ours to see
    }
  });
}
