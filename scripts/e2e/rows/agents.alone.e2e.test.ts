/** Rows about real agents and the registry they need or do without. */
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { freePort } from "../../lib/ports.ts";
import type { OwnedProcess } from "../../lib/processes.ts";
import { announce } from "../registry-server.ts";
import { agentBeatSeconds, createRowBench, kill, logOf, type RowBench, type Running } from "./bench.ts";
import { lengths } from "./lengths.ts";
import { agentHealth, healthyIds, p95, until, work } from "./look.ts";
import { freeze, movingRegistry, withAgents, withSlowRegistry } from "./misuse.ts";
import { row, rowTrip } from "./row.ts";
import { timeLimitMs } from "./time-limit.ts";

const callsPerSecond = 5;

/** Five calls a second, for so long; each must be answered by the agent itself. */
async function serves({ url, server }: Running, seconds: number): Promise<void> {
  const begin = performance.now();
  for (let call = 0; call < seconds * callsPerSecond; call += 1) {
    await delay(Math.max(0, begin + (call * 1000) / callsPerSecond - performance.now())); // a rate, not a wait
    expect((await work(url)).parts).toEqual([{ id: server.name, pid: server.identity.pid }]);
  }
}

async function servesWithout(bench: RowBench): Promise<void> {
  const agent = await bench.startAgent(`http://127.0.0.1:${await freePort()}`, { id: "alone" });
  await serves(agent, 5);
  expect(await agentHealth(agent.url)).toMatchObject({ status: "degraded", registry: { status: "lost" } });
  await bench.processes.stop(agent.server);
  expect(agent.server.exit).toEqual({ code: 0, signal: null });
}

async function servesOn(bench: RowBench): Promise<void> {
  const registry = await bench.startRegistry();
  const agent = await bench.startAgent(registry.url, { id: "left-behind" });
  await until("the agent is listed", 5000, async () => (await healthyIds(registry.url)).includes("left-behind"));
  await kill(registry);
  await serves(agent, 10);
  const logged = (): number => logOf(agent.server).filter(({ event }) => event === "beat_failed").length;
  const least = logged();
  expect(least).toBeGreaterThan((10 / agentBeatSeconds) * 0.8);
  const { status, failed_beats: said } = (await agentHealth(agent.url)).registry;
  expect(status).toBe("lost");
  expect(said).toBeGreaterThanOrEqual(least);
  expect(said).toBeLessThanOrEqual(logged()); // it went on beating between the looks
}

async function findsTheNew(bench: RowBench): Promise<void> {
  const registry = await bench.startRegistry();
  const agent = await bench.startAgent(registry.url, { id: "faithful", environment: { HEARTBEAT_SECONDS: "2" } });
  await until("the agent is listed", 5000, async () => (await healthyIds(registry.url)).includes("faithful"));
  await kill(registry);
  const empty = await bench.startRegistry({}, { port: registry.port, storePath: `${bench.folder}/empty.db` });
  await until("the agent is listed again", 5000, async () => (await healthyIds(empty.url)).includes("faithful"));
  expect((await agentHealth(agent.url)).status).toBe("healthy");
  await bench.processes.stop(agent.server);
  expect(agent.server.exit).toEqual({ code: 0, signal: null });
  expect(await healthyIds(empty.url)).toEqual([]);
}

async function tenAtOnce(bench: RowBench): Promise<void> {
  const registry = await bench.startRegistry();
  const ids = Array.from({ length: 10 }, (_, index) => `crowd-${index}`);
  const listedMs: number[] = [];
  const begin = performance.now();
  for (const id of ids) bench.spawnAgent(registry.url, { id });
  await until("all ten are listed", timeLimitMs(10_000), async () => {
    const listed = await healthyIds(registry.url);
    while (listedMs.length < listed.length) listedMs.push(performance.now() - begin);
    return listed.length === ids.length;
  });
  expect(await healthyIds(registry.url)).toEqual(ids);
  const wallMs = listedMs.at(-1) ?? Number.NaN;
  const mean = listedMs.reduce((sum, ms) => sum + ms, 0) / listedMs.length;
  expect(wallMs, `mean per agent ${mean.toFixed(0)} ms`).toBeLessThan(timeLimitMs(2000));
  process.stdout.write(`REG-08: ten agents listed after ${wallMs.toFixed(0)} ms, mean ${mean.toFixed(0)} ms\n`);
}

const announcements = 200;

async function listedSoon(bench: RowBench, target: string): Promise<void> {
  const { url } = await bench.startRegistry();
  const listedAfterMs = async (id: string, begin: () => Promise<unknown> | OwnedProcess): Promise<number> => {
    const beginMs = performance.now();
    await begin();
    await until(`${id} is listed`, 10_000, async () => (await healthyIds(url)).includes(id), 2);
    return performance.now() - beginMs;
  };
  const start = (id: string): Promise<number> => listedAfterMs(id, () => bench.spawnAgent(url, { id }));
  await start("warm-up");
  const startsMs: number[] = [];
  for (let index = 0; index < lengths["REG-07"].starts; index += 1) startsMs.push(await start(`started-${index}`));
  const figures = startsMs.map(Math.round).join(", ");
  expect(Math.max(...startsMs), `listed after ${figures} ms`).toBeLessThan(timeLimitMs(1000));
  const announcedMs: number[] = [];
  for (let index = 0; index < announcements; index += 1) {
    const id = `announced-${index}`;
    announcedMs.push(await listedAfterMs(id, () => announce(url, { id })));
  }
  process.stdout.write(
    `REG-07: ${target} lists agents ${figures} ms after their spawn, announcements ${p95(announcedMs).toFixed(1)} ms (p95)\n`,
  );
  expect(p95(announcedMs)).toBeLessThan(timeLimitMs(50));
}

const every = (): boolean => true;

describe.concurrent("an agent", () => {
  it("REG-03: without a registry it serves 5 calls/s for 5 s without a failure", async () => {
    await using bench = createRowBench("reference-registry"); // none is started
    await servesWithout(bench);
  });
  rowTrip("REG-03", "the agent dies, as one does that needs its announcement taken", servesWithout, {
    on: (bench) => withAgents(bench, every, kill, 1000),
    shows: /fetch failed/,
  });

  row("REG-04", "when its registry is killed it serves 5 calls/s for 10 s and logs failed beats", servesOn);
  rowTrip("REG-04", "the agent is killed as well", servesOn, {
    on: (bench) => withAgents(bench, every, kill, 1000),
    shows: /fetch failed/,
  });

  row("REG-05", "a new empty registry on the same address lists it healthy within 5 s", findsTheNew);
  rowTrip("REG-05", "the new registry is on another address", findsTheNew, {
    on: movingRegistry,
    shows: /within 5000 ms: the agent is listed again/,
  });
});

row("REG-07", "an agent is listed within 1 s of its spawn, an announcement within 50 ms (p95)", listedSoon);
rowTrip("REG-07", "each answer of the registry comes 1 s late", listedSoon, {
  on: (bench) => withSlowRegistry(bench, 1000),
  shows: /^listed after .*to be less than 1000/,
});

row("REG-08", "ten agents started at once are all listed within 2 s", tenAtOnce);
rowTrip("REG-08", "one of the ten is frozen", tenAtOnce, {
  on: (bench) => ({
    ...bench,
    spawnAgent(url, agent, port) {
      const server = bench.spawnAgent(url, agent, port);
      if (agent.id === "crowd-3") freeze({ server });
      return server;
    },
  }),
  shows: /within 10000 ms: all ten are listed/,
});
