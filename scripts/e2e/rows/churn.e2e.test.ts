/** Rows about many joins and leaves: the list stays exact, and the registry no slower than before. */
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "vitest";
import { announce, beat, statuses } from "../registry-server.ts";
import { ask } from "../talk.ts";
import { healthyIds, p95, timed, until } from "./look.ts";
import { row } from "./row.ts";

const rounds = 5;
const agentsPerRound = 5;
/** A fifth of a beat is less than what an operating system may take to wake a process. */
const schedulerMs = 1;

/** p95 of beats, the least of five series: what else the machine does only adds. */
async function beatMs(url: string): Promise<number> {
  await announce(url, { id: "beating" });
  const series: number[] = [];
  for (let time = 0; time < 5; time += 1) {
    const samples: number[] = [];
    for (let sample = 0; sample < 200; sample += 1) samples.push(await timed(() => beat(url, "beating")));
    series.push(p95(samples));
  }
  await ask(`${url}/agents/beating`, undefined, {}, "DELETE");
  return Math.min(...series);
}

row("REG-11", "five rounds of five real agents: the list is exact each round, health always answers", async (bench) => {
  const { url } = await bench.startRegistry();
  const beforeMs = await beatMs(url);
  const stopped = new AbortController();
  let probes = 0;
  const failed: unknown[] = [];
  const probing = (async (): Promise<void> => {
    for (; !stopped.signal.aborted; probes += 1) {
      const answer = await ask(`${url}/health`).catch((error: unknown) => error as Error);
      if (!("status" in answer) || answer.status !== 200) failed.push(answer);
      await delay(200, undefined, { signal: stopped.signal }).catch(() => {}); // a rate, not a wait
    }
  })();
  try {
    for (let round = 0; round < rounds; round += 1) {
      const ids = Array.from({ length: agentsPerRound }, (_, index) => `round-${round}-${index}`);
      const agents = ids.map((id) => bench.spawnAgent(url, { id }));
      await until("all are listed", 10_000, async () => (await healthyIds(url)).length === ids.length);
      expect(await healthyIds(url)).toEqual(ids);
      await Promise.all(agents.map((agent) => bench.processes.stop(agent)));
      expect(agents.map(({ exit }) => exit?.code)).toEqual(ids.map(() => 0));
      expect(await healthyIds(url)).toEqual([]);
    }
  } finally {
    stopped.abort();
    await probing;
  }
  expect(Object.keys(await statuses(url)).filter((id) => id.startsWith("round-")).length).toBe(rounds * agentsPerRound);
  expect(failed, `of ${probes} probes`).toEqual([]);
  expect(probes).toBeGreaterThan(10);
  const afterMs = await beatMs(url);
  process.stdout.write(`REG-11: beat p95 ${beforeMs.toFixed(2)} ms before, ${afterMs.toFixed(2)} ms after\n`);
  expect(afterMs, `p95 of beats before: ${beforeMs.toFixed(2)} ms`).toBeLessThan(beforeMs * 1.2 + schedulerMs);
});
