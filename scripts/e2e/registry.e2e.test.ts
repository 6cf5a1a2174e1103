/** The reference registry against contracts C0 and C1, through its front door. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { announce, announcement, beat, createRegistryBench, type RegistryBench, statuses } from "./registry-server.ts";
import { serve } from "./serve.ts";
import { ask } from "./talk.ts";

let bench: RegistryBench;
let url = "";

beforeAll(async () => {
  bench = createRegistryBench();
  ({ url } = await bench.start());
}, 60_000);

afterAll(() => bench?.[Symbol.asyncDispose]());

/** What the dependencies of an agent's only tool came to. */
async function resolutions(agent: Parameters<typeof announce>[1]): Promise<readonly Record<string, string>[]> {
  const { body } = await announce(url, agent);
  expect(body).toMatchObject({ status: "success", agent_id: agent.id });
  return body.dependencies_resolved["work"];
}

it("says null for an empty list, and what it is", async () => {
  expect((await ask(`${url}/agents`)).body).toMatchObject({ agents: null, count: 0 });
  expect((await ask(url)).body).toMatchObject({ service: "mcp-mesh-registry", status: "running" });
  const { body } = await ask(`${url}/health`);
  expect(body).toMatchObject({ status: "healthy", service: "mcp-mesh-registry", database_status: "connected" });
  const { status, headers } = await ask(`${url}/health`, undefined, {}, "HEAD");
  expect(status).toBe(200);
  expect(headers.get("x-health-status")).toBe("healthy");
  expect(headers.get("x-service-version")).toBe(body.version);
  expect(headers.get("x-uptime-seconds")).toMatch(/^\d+$/);
});

it("lists an agent as it announced itself, and by every filter", async () => {
  const joined = await announce(url, { id: "listed-1", capability: "listed", tags: ["x"], namespace: "shop" });
  expect(joined.body.message).toBe("Agent registered via heartbeat");
  expect(
    (await announce(url, { id: "listed-1", capability: "listed", tags: ["x"], namespace: "shop" })).body.message,
  ).toBe("Agent updated via heartbeat");
  const count = async (query: string): Promise<number> => (await ask(`${url}/agents?${query}`)).body.count;
  const { body } = await ask(`${url}/agents?capabilities=nobody&capabilities=listed`);
  expect(body.agents).toEqual([
    expect.objectContaining({
      id: "listed-1",
      status: "healthy",
      endpoint: "http://127.0.0.1:9101",
      capabilities: [{ name: "listed", function_name: "work", version: "1.0.0", tags: ["x"], available: true }],
    }),
  ]);
  expect(await count("namespace=shop&type=mcp_agent&status=healthy")).toBe(1);
  expect(await count("namespace=elsewhere")).toBe(0);
  expect(await count("capabilities=listed&type=api")).toBe(0);
  expect(await count("capabilities=listed&status=unhealthy")).toBe(0);
  expect(await count(`capabilities=${encodeURIComponent("' OR 1=1 --")}`)).toBe(0);
});

describe("a beat", () => {
  it("is 410 for the unknown, 200 while nothing changes, 202 after any join or leave until the next announcement", async () => {
    expect(await beat(url, "beating-1")).toBe(410);
    await announce(url, { id: "beating-1" });
    expect(await beat(url, "beating-1")).toBe(200);
    await announce(url, { id: "beating-2" });
    expect([await beat(url, "beating-1"), await beat(url, "beating-1")]).toEqual([202, 202]);
    await announce(url, { id: "beating-1" });
    expect(await beat(url, "beating-1")).toBe(200);
    expect((await ask(`${url}/agents/beating-2`, undefined, {}, "DELETE")).status).toBe(204);
    expect([await beat(url, "beating-1"), await beat(url, "beating-2")]).toEqual([202, 410]);
    expect((await statuses(url))["beating-2"]).toBe("unhealthy");
    expect((await ask(`${url}/agents/nobody`, undefined, {}, "DELETE")).status).toBe(204);
  });
});

describe("a dependency", () => {
  it("is unresolved without an error, and resolved one beat after its provider joined", async () => {
    const consumer = { id: "early", needs: [{ capability: "late-service" }, { capability: "never" }] };
    const unresolved = { agent_id: "", endpoint: "", function_name: "", status: "unresolved" };
    expect(await resolutions(consumer)).toEqual([
      { ...unresolved, capability: "late-service" },
      { ...unresolved, capability: "never" },
    ]);
    await announce(url, { id: "late", port: 9103 });
    expect(await beat(url, "early")).toBe(202);
    const [first, second] = await resolutions(consumer);
    expect(second).toEqual({ ...unresolved, capability: "never" });
    expect(first).toEqual({
      agent_id: "late",
      capability: "late-service",
      endpoint: "http://127.0.0.1:9103",
      function_name: "work",
      status: "available",
    });
  });

  it("goes to the highest version in range, then the lowest id, with all tags, in its namespace, healthy", async () => {
    const offer = { capability: "sorted" };
    await announce(url, { ...offer, id: "s-b", version: "1.10.0", tags: ["x", "y"] });
    await announce(url, { ...offer, id: "s-a", version: "1.10.0", tags: ["x", "y"] });
    await announce(url, { ...offer, id: "s-old", version: "1.9.0", tags: ["x", "z"], namespace: "shop" });
    await announce(url, { ...offer, id: "s-new", version: "2.0.0", tags: ["x"] });
    const chosen = async (need: object): Promise<string | undefined> =>
      (await resolutions({ id: "chooser", needs: [{ capability: "sorted", ...need }] }))[0]?.["agent_id"];
    expect(await chosen({})).toBe("s-new");
    expect(await chosen({ version: "^1.0.0" })).toBe("s-a");
    expect(await chosen({ version: "<1.10" })).toBe("s-old");
    expect(await chosen({ version: ">=3" })).toBe("");
    expect(await chosen({ tags: ["x", "z"] })).toBe("s-old");
    expect(await chosen({ tags: ["x", ["z", "y"]] })).toBe("s-a");
    expect(await chosen({ tags: ["y", "z"] })).toBe("");
    expect(await chosen({ namespace: "shop" })).toBe("s-old");
    await ask(`${url}/agents/s-a`, undefined, {}, "DELETE");
    expect(await chosen({ version: "^1.0.0" })).toBe("s-b");
  });
});

it("refuses a required circle by its path and changes nothing; an optional one is fine", async () => {
  const needs = (capability: string, required: boolean): object[] => [{ capability, required }];
  const agents = [
    { id: "round-a", needs: needs("round-b-service", true) },
    { id: "round-b", needs: needs("round-c-service", true) },
    { id: "round-c", needs: needs("round-a-service", true) },
  ] as Parameters<typeof announce>[1][];
  const [a, b, c] = agents;
  if (a === undefined || b === undefined || c === undefined) throw new Error("three agents");
  await announce(url, a);
  await announce(url, b);
  const looks = async (): Promise<unknown[]> => [
    await statuses(url),
    (await ask(`${url}/events?limit=500`)).body,
    await beat(url, "round-b"),
  ];
  const before = await looks();
  const { status, body } = await announce(url, c);
  expect(status).toBe(200);
  expect(body).toMatchObject({ status: "error", agent_id: "round-c" });
  expect(body.message).toBe(
    "required dependency cycle: round-c-service → round-a-service → round-b-service → round-c-service",
  );
  expect(await looks()).toEqual(before);
  await announce(url, { id: "round-c", needs: [{ capability: "round-a-service" }] });
  expect((await statuses(url))["round-c"]).toBe("healthy");
  expect((await announce(url, c)).body.status).toBe("error"); // and the agent that was there stays as it was
  expect((await ask(`${url}/agents?capabilities=round-c-service`)).body.agents[0].dependencies_resolved).toBe(1);
});

it("refuses well-formed nonsense with status 200, naming the field", async () => {
  const refused = async (change: object): Promise<string> => {
    const { status, body } = await ask(`${url}/heartbeat`, { ...announcement({ id: "nonsense" }), ...change });
    expect([status, body.status]).toEqual([200, "error"]);
    return body.message;
  };
  expect(await refused({ agent_id: "Bad Id!" })).toContain("agent_id");
  expect(await refused({ agent_type: "robot" })).toContain("agent_type");
  const tools = [{ function_name: "f", capability: "c", dependencies: [{ capability: "d", version: "newest" }] }];
  expect(await refused({ tools })).toContain("tools[0].dependencies[0].version");
  expect((await statuses(url))["nonsense"]).toBeUndefined();
});

it("says 400, 404, 405, 413 and 415 in the contract's envelope", async () => {
  const post = (body: unknown, headers = {}): ReturnType<typeof ask> => ask(`${url}/heartbeat`, body, headers);
  const answers = {
    half: await post('{"agent_id":'),
    list: await post("[]"),
    noId: await post({}),
    wrongType: await post({ ...announcement({ id: "typed" }), http_port: "x" }),
    limitZero: await ask(`${url}/events?limit=0`),
    limitHigh: await ask(`${url}/events?limit=501`),
    route: await ask(`${url}/nothing`),
    method: await ask(`${url}/heartbeat`),
    size: await post({ ...announcement({ id: "large" }), filler: "x".repeat(1024 * 1024) }),
    type: await post("agent_id=a", { "content-type": "text/csv" }),
    otherPath: await ask(`${url}/proxy/127.0.0.1:9101/admin`, {}),
    unlisted: await ask(`${url}/proxy/127.0.0.1:1/mcp`, {}),
  };
  const found = Object.entries(answers).map(([name, { status }]) => [name, status]);
  expect(Object.fromEntries(found)).toEqual({
    half: 400,
    list: 400,
    noId: 400,
    wrongType: 400,
    limitZero: 400,
    limitHigh: 400,
    route: 404,
    method: 405,
    size: 413,
    type: 415,
    otherPath: 400,
    unlisted: 403,
  });
  for (const { body } of Object.values(answers)) expect(Object.keys(body)).toEqual(["error", "timestamp"]);
});

it("relays to a listed agent as it is, and says 502 when that one is dead", async () => {
  const answers = { status: 200, headers: { "content-type": "text/plain" }, body: "pong" };
  const asked: unknown[] = [];
  const agent = await serve(({ method, path, body }) => {
    asked.push([method, path, body]);
    return answers;
  });
  const port = Number(new URL(agent.url).port);
  await announce(url, { id: "relayed", port });
  const relayed = await ask(`${url}/proxy/127.0.0.1:${port}/mcp`, { ping: 1 });
  expect([relayed.status, relayed.body]).toEqual([200, "pong"]);
  expect(asked).toEqual([["POST", "/mcp", '{"ping":1}']]);
  await agent[Symbol.asyncDispose]();
  expect((await ask(`${url}/proxy/127.0.0.1:${port}/mcp`, {})).status).toBe(502);
});

it("counts its requests and statements, and reads a ping", async () => {
  expect((await ask(`${url}/ping`, { any: "thing" })).status).toBe(204);
  const { body } = await ask(`${url}/metrics`, undefined, { accept: "application/json" });
  const value = (name: string): number =>
    body.counters.find((counter: { name: string }) => counter.name === `mesh_registry_${name}`).value;
  expect(value("requests_total")).toBeGreaterThan(10);
  expect(value("db_queries_total")).toBeGreaterThan(10);
  expect(value("errors_total")).toBe(1); // the relay's 502
});
