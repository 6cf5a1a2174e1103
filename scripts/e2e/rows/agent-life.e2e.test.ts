/** The agent itself (OPS-10): a slow start, the truth about its health, a clean stop. */
import { expect, it } from "vitest";
import { type Reply, serve } from "../serve.ts";
import { createRowBench, logOf } from "./bench.ts";
import { agentHealth, healthyIds, until } from "./look.ts";

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

it("OPS-10: an agent that is told nonsense ends with exit 1 and one line", async () => {
  await using bench = createRowBench("reference-registry");
  const agent = bench.spawnAgent("not-a-url", { id: "confused" });
  expect(await agent.exited).toEqual({ code: 1, signal: null });
});
