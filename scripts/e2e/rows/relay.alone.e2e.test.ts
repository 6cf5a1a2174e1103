/** Rows about calls that reach an agent through the registry. */
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "vitest";
import { freePort } from "../../lib/ports.ts";
import { acceptBoth, ask, callModern } from "../talk.ts";
import { kill, type RowBench } from "./bench.ts";
import { lengths } from "./lengths.ts";
import { healthyIds, p95, timed, until } from "./look.ts";
import { withAgents } from "./misuse.ts";
import { row, rowTrip } from "./row.ts";
import { timeLimitMs } from "./time-limit.ts";

const users = 50;
const pauseMs = 500;
const callsEach = (lengths["REG-21"].seconds * 1000) / pauseMs;

/** The real one drops headers it does not know; MCP has some of its own. */
const withMcpHeaders = { MCP_MESH_PROPAGATE_HEADERS: "mcp-*" };

/** Milliseconds of each call. The users begin one after the other; each calls both ways in turn, and pauses. */
async function underLoad(ways: readonly (() => Promise<void>)[]): Promise<readonly (readonly number[])[]> {
  const samples = ways.map((): number[] => []);
  const user = async (index: number): Promise<void> => {
    const begin = performance.now() + (index * pauseMs) / users;
    for (let turn = 0; turn < callsEach; turn += 1) {
      await delay(Math.max(0, begin + turn * pauseMs - performance.now())); // a rate, not a wait
      for (const [way, call] of ways.entries()) samples[way]?.push(await timed(call));
    }
  };
  await Promise.all(Array.from({ length: users }, (_, index) => user(index)));
  return samples;
}

async function relayed(bench: RowBench): Promise<void> {
  const { url } = await bench.startRegistry(withMcpHeaders);
  const agent = await bench.startAgent(url, { id: "relayed" });
  await until("the agent is listed", 5000, async () => (await healthyIds(url)).includes("relayed"));
  const direct = `${agent.url}/mcp`;
  const through = `${url}/proxy/127.0.0.1:${agent.port}/mcp`;
  const right = await callModern(direct, "work", {});
  expect(right.status).toBe(200);
  expect(JSON.stringify(right.body)).toContain(String(agent.server.identity.pid));
  const callOf = (to: string) => async (): Promise<void> => {
    const { status, body } = await callModern(to, "work", {});
    expect([status, body]).toEqual([200, right.body]);
  };
  const ways = [callOf(direct), callOf(through)];
  for (let call = 0; call < 100; call += 1) await ways[call % 2]?.(); // the code gets warm
  const [directMs = Number.NaN, relayedMs = Number.NaN] = (await underLoad(ways)).map(p95);
  process.stdout.write(`REG-21: p95 ${directMs.toFixed(1)} ms direct, ${relayedMs.toFixed(1)} ms relayed\n`);
  expect(relayedMs - directMs, "added p95 in ms").toBeLessThan(timeLimitMs(20, directMs));
}

row("REG-21", "a relayed call is answered as a direct one, with little added by 50 users", relayed);
rowTrip("REG-21", "the agent is killed meanwhile", relayed, {
  on: (bench) => withAgents(bench, () => true, kill, 1000),
  shows: /fetch failed|to deeply equal/,
});

row("REG-21", "who is unknown is not relayed to, and a dead agent is told as such", async (bench) => {
  const { url } = await bench.startRegistry();
  const agent = await bench.startAgent(url, { id: "dies" });
  await until("the agent is listed", 5000, async () => (await healthyIds(url)).includes("dies"));
  const statusOf = async (port: number): Promise<number> =>
    (await ask(`${url}/proxy/127.0.0.1:${port}/mcp`, { jsonrpc: "2.0", id: 1, method: "ping" }, acceptBoth)).status;
  expect(await statusOf(await freePort())).toBe(403);
  await kill(agent);
  expect(await statusOf(agent.port)).toBe(502);
});
