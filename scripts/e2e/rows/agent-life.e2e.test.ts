/** The agent itself (OPS-10): a slow start, the truth about its health, a clean stop. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { signalGroup } from "../../lib/processes.ts";
import { type Reply, serve } from "../serve.ts";
import { createRowBench, logOf } from "./bench.ts";
import { agentHealth, healthyIds, timed, until, work } from "./look.ts";

it("OPS-10: an agent whose configuration is slow joins when it has it, and stops cleanly", async () => {
  await using bench = createRowBench("reference-registry");
  const { promise: released, resolve: release } = Promise.withResolvers<Reply>();
  const asked = Promise.withResolvers<void>();
  await using slow = await serve(() => {
    asked.resolve();
    return released;
  });
  const { url } = await bench.startRegistry();
  const agent = bench.spawnAgent(url, { id: "slow", environment: { CONFIG_URL: slow.url } });
  await asked.promise;
  expect(await healthyIds(url)).toEqual([]);
  release({ status: 200, headers: {}, body: "{}" });
  await until("it is listed", 5000, async () => (await healthyIds(url)).includes("slow"));
  await bench.processes.stop(agent);
  expect(agent.exit).toEqual({ code: 0, signal: null });
  expect(await healthyIds(url)).toEqual([]);
  const events = logOf(agent).map(({ event }) => event);
  expect(events).toEqual(["agent_started", "announced", "server_stopping", "left"]);
});

it("OPS-10: an agent that is refused says so, goes on serving, and asks again", async () => {
  await using bench = createRowBench("reference-registry");
  const { url } = await bench.startRegistry();
  const refused = await bench.startAgent(url, { id: "narcissus", required: ["narcissus-service"] });
  const health = (): ReturnType<typeof agentHealth> => agentHealth(refused.url);
  await until("it knows that it is refused", 5000, async () => (await health()).registry.status === "refused");
  expect((await health()).status).toBe("degraded");
  await until("it has asked again", 5000, () => {
    return logOf(refused.server).filter(({ event }) => event === "announcement_refused").length > 1;
  });
  expect(await healthyIds(url)).toEqual([]);
});

it("OPS-10: an agent that stops answers first what it was asked", async () => {
  await using bench = createRowBench("reference-registry");
  const { url } = await bench.startRegistry();
  const helper = await bench.startAgent(url, { id: "helper" });
  const agent = await bench.startAgent(url, { id: "asked", needs: ["helper-service"] });
  await until("it has its helper", 5000, async () => (await agentHealth(agent.url)).status === "healthy");
  const { pid } = helper.server.identity;
  signalGroup(pid, "SIGSTOP");
  try {
    const answer = work(agent.url);
    await until("the helper is asked", 5000, () => unreadBy(helper.port) > 0);
    const stopped = bench.processes.stop(agent.server);
    await until("it has left", 5000, async () => !(await healthyIds(url)).includes("asked"));
    signalGroup(pid, "SIGCONT");
    expect((await answer).parts.map(({ id }) => id)).toEqual(["asked", "helper"]);
    expect(await timed(() => stopped)).toBeLessThan(2000); // it does not wait for more than that answer
  } finally {
    signalGroup(pid, "SIGCONT");
  }
  expect(agent.server.exit).toEqual({ code: 0, signal: null });
});

/** Connections with bytes that the program behind a port has not read yet. */
function unreadBy(port: number): number {
  const local = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  const sockets = readFileSync("/proc/net/tcp", "utf8").split("\n").slice(1);
  const fields = sockets.map((line) => line.trim().split(/\s+/));
  return fields.filter(([, own = "", , state, queues = ""]) => {
    const [, unread = "0"] = queues.split(":");
    return own.endsWith(local) && state === "01" && Number.parseInt(unread, 16) > 0;
  }).length;
}

it("OPS-10: an agent that is told nonsense ends with exit 1 and one line", async () => {
  await using bench = createRowBench("reference-registry");
  const agent = bench.spawnAgent("not-a-url", { id: "confused" });
  expect(await agent.exited).toEqual({ code: 1, signal: null });
});
