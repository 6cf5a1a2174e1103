/** Every dialect of search against a real system, and the README's examples of systems that settings tell. */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { projectDir } from "../lib/paths.ts";
import { readmePath } from "../report/readme.ts";
import { expectNothingLeft, runLoad } from "./harness.ts";
import { type Stack, startStack } from "./stack-session.ts";
import { ask, callModern, messagesOf } from "./talk.ts";
import { runUndisturbed } from "./undisturbed.ts";

const short = { PROFILE: "smoke", DURATION_SCALE: "0.3" };
let stack: Stack;

beforeAll(async () => {
  stack = await startStack(["codebase", "mcp-mesh", "reference-registry"]);
}, 60_000);

afterAll(() => stack?.[Symbol.asyncDispose]());

it("SRCH-23: search by MCP gives the same chunks as by REST, and meets its limit at 10/s", async ({ signal }) => {
  const { url, vocabulary = [] } = stack.target("codebase");
  const idsIn = (found: { results: { chunk_id: string }[] }): string[] => found.results.map((hit) => hit.chunk_id);
  for (const [index, word] of vocabulary.slice(0, 40).entries()) {
    const query = { query: `${word} ${vocabulary[100 + index]}`, limit: 10 };
    const byRest = idsIn((await ask(`${url}/mcp/search`, query)).body);
    const [message] = messagesOf(await callModern(`${url}/mcp`, "search_code", query));
    expect(byRest.length).toBeGreaterThan(0);
    expect(idsIn(message?.result.structuredContent)).toEqual(byRest);
  }
  const settings = {
    SCENARIO: "search",
    SEARCH_URL: url,
    SEARCH_DIALECT: "codebase-mcp",
    SEARCH_WORDS: vocabulary.join(),
    PROFILE: "smoke",
  };
  using run = await runUndisturbed(() => runLoad(settings, { signal }));
  expect(run.verdict, run.stdout).toMatchObject({ verdict: "PASS", exitCode: 0 });
  const gate = run.verdict?.gates.find(({ id }) => id === "search.query@external/steady/p95");
  expect(gate).toMatchObject({ ok: true, limit: 500 });
  expect(run.summary?.operations.find(({ phase }) => phase === "steady")?.count).toBeGreaterThanOrEqual(49);
});

it("a knowledge graph that nobody here wrote is searched through its own tool", async ({ signal }) => {
  using run = await runUndisturbed(() => runLoad({ ...short, SCENARIO: "search", TARGET: "memory" }, { signal }));
  expect(run.verdict, run.stdout).toMatchObject({ verdict: "PASS", exitCode: 0 });
  expectNothingLeft(run);
});

/** The README's commands, by the address in them: each is run as it stands, but for the port. */
function commandsWith(text: string): readonly string[] {
  const [, section = ""] = readFileSync(readmePath, "utf8").split("## Your own system");
  const whole = section.split("\n## ")[0]?.replaceAll("\\\n", " ") ?? "";
  return whole.split("\n").filter((line) => line.startsWith("make load ") && line.includes(text));
}

it("the README's examples of systems told by settings work as they stand", async () => {
  const registry = stack.target(stack.unavailable.length === 0 ? "mcp-mesh" : "reference-registry").url;
  for (const [index, capability] of ["weather", "calendar"].entries()) {
    const tools = [{ function_name: "work", capability, version: "1.0.0" }];
    const agent = { agent_id: `agent-${index}`, name: "agent", agent_type: "mcp_agent", tools };
    const { status, body } = await ask(`${registry}/heartbeat`, { ...agent, http_host: "127.0.0.1", http_port: 9000 });
    expect([status, body.status]).toEqual([200, "success"]);
  }
  const running = { "http://127.0.0.1:8020": stack.target("codebase").url, "http://127.0.0.1:8000": registry };
  const results = mkdtempSync(join(tmpdir(), "mesh-load-readme-"));
  try {
    const commands = commandsWith("SEARCH_DIALECT=http-json");
    expect(commands).toHaveLength(2);
    for (const command of commands) {
      const [said, url] = Object.entries(running).find(([address]) => command.includes(address)) ?? [];
      const here = command.replace(said ?? "", url ?? "");
      const env = { PATH: process.env["PATH"], RESULTS: results, ...short };
      const { stdout } = await promisify(execFile)("sh", ["-c", here], { cwd: projectDir, env });
      expect(stdout, here).toMatch(/^PASS {2}3 of 3 gates met/m);
    }
  } finally {
    rmSync(results, { recursive: true, force: true });
  }
});
