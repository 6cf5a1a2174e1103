/** Starts every target as a run does and talks to each through its front door. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isAlive } from "../lib/proc.ts";
import { waitFor } from "../lib/waiting.ts";
import { commandsBelow, listeningAddresses } from "./process-facts.ts";
import { type Stack, startStack } from "./stack-session.ts";
import { acceptBoth, ask, callModern, messagesOf } from "./talk.ts";

const names = ["codebase", "everything", "mcp-mesh", "reference-registry", "sdk-v2", "workflow"] as const;
let stack: Stack;

beforeAll(async () => {
  stack = await startStack(names);
}, 60_000);

afterAll(() => stack?.[Symbol.asyncDispose]());

it("every target runs here", () => {
  expect(stack.unavailable).toEqual([]);
  for (const name of names) expect(stack.target(name).readyMs).toBeGreaterThan(0);
});

it("nothing listens anywhere but on loopback", () => {
  const listening = stack.processes.all.flatMap(({ identity }) => listeningAddresses(identity.pid));
  expect(listening.length).toBeGreaterThanOrEqual(names.length);
  expect(new Set(listening)).toEqual(new Set(["0100007F"])); // 127.0.0.1 as /proc writes it
});

describe("MCP servers", () => {
  it("sdk-v2 echoes, adds, and tells its progress", async () => {
    const url = stack.target("sdk-v2").url;
    const textOf = async (tool: string, args: object): Promise<string> =>
      messagesOf(await callModern(url, tool, args)).at(-1)?.result.content[0].text;
    expect(await textOf("echo", { message: "hi" })).toBe("Echo: hi");
    expect(await textOf("get-sum", { a: 19, b: 23 })).toContain("42");
    const told = messagesOf(await callModern(url, "count", { steps: 4 }, { progressToken: "p" }));
    expect(told.map(({ method }) => method)).toEqual([...Array(4).fill("notifications/progress"), undefined]);
    expect(told.at(-1)?.result.content[0].text).toBe("The sum of 1 to 4 is 10.");
  });

  it("everything echoes within a session", async () => {
    const url = stack.target("everything").url;
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

it.each(["mcp-mesh", "reference-registry"])("%s registers an agent and lists it", async (name) => {
  const url = stack.target(name).url;
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
  await stack.processes[Symbol.asyncDispose]();
  expect(performance.now() - begin).toBeLessThan(5000);
  for (const { identity, name, exit } of stack.processes.all) {
    expect([name, isAlive(identity)]).toEqual([name, false]);
    expect([name, exit?.signal]).not.toEqual([name, "SIGKILL"]);
  }
  expect(
    ["codebase", "sdk-v2", "codebase-postgres", "reference-registry", "workflow", "workflow-postgres"].map(
      (name) => stack.processes.all.find((each) => each.name === name)?.exit?.code,
    ),
  ).toEqual([0, 0, 0, 0, 0, 0]);
  // PostgreSQL's workers lead sessions of their own: they are known by their folder.
  const left = await waitFor(() => (commandsBelow(stack.folder).length === 0 ? [] : undefined), { deadlineMs: 2000 });
  expect(left).toEqual([]);
});
