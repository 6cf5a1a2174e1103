/** Rows about many joins and leaves: the list stays exact, and the registry no slower than before. */
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "vitest";
import { announce, beat, statuses } from "../registry-server.ts";
import { ask } from "../talk.ts";
import type { RowBench } from "./bench.ts";
import { lengths } from "./lengths.ts";
import { healthyIds, p95, timed, until } from "./look.ts";
import { killingRegistry } from "./misuse.ts";
import { row, rowTrip } from "./row.ts";
import { timeLimitMs } from "./time-limit.ts";

const agentsPerRound = 5;
const simulatedPerRound = 50;
const { upMs, downMs, realRounds, simulatedRounds: rounds } = lengths["REG-11"];
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

/** Looks at health five times a second while the churn goes on, and at the time of a beat before and after it. */
async function undisturbed(url: string, churn: () => Promise<void>): Promise<void> {
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
    await churn();
  } finally {
    stopped.abort();
    await probing;
  }
  expect(failed, `of ${probes} probes`).toEqual([]);
  expect(probes).toBeGreaterThan(0);
  const afterMs = await beatMs(url);
  process.stdout.write(`REG-11: beat p95 ${beforeMs.toFixed(2)} ms before, ${afterMs.toFixed(2)} ms after\n`);
  expect(afterMs, `p95 of beats before: ${beforeMs.toFixed(2)} ms`).toBeLessThan(
    timeLimitMs(beforeMs * 1.2 + schedulerMs),
  );
}

row("REG-11", "rounds of five real agents: the list is exact each round, health always answers", async (bench) => {
  const { url } = await bench.startRegistry();
  await undisturbed(url, async () => {
    for (let round = 0; round < realRounds; round += 1) {
      const ids = idsOf(round, agentsPerRound);
      const agents = ids.map((id) => bench.spawnAgent(url, { id }));
      await until("all are listed", 10_000, async () => (await healthyIds(url)).length === ids.length);
      expect(await healthyIds(url)).toEqual(ids);
      await delay(upMs); // a time of life, not a wait
      await Promise.all(agents.map((agent) => bench.processes.stop(agent)));
      expect(agents.map(({ exit }) => exit?.code)).toEqual(ids.map(() => 0));
      expect(await healthyIds(url)).toEqual([]);
      await delay(downMs);
    }
  });
  expect(Object.keys(await statuses(url)).filter((id) => id.startsWith("round-")).length).toBe(
    realRounds * agentsPerRound,
  );
});

async function simulatedRounds(bench: RowBench): Promise<void> {
  const { url } = await bench.startRegistry();
  await undisturbed(url, async () => {
    for (let round = 0; round < rounds; round += 1) {
      const ids = idsOf(round, simulatedPerRound);
      await Promise.all(ids.map((id) => announce(url, { id })));
      expect(await healthyIds(url)).toEqual(ids);
      for (const status of await Promise.all(ids.map((id) => beat(url, id)))) expect([200, 202]).toContain(status);
      await Promise.all(ids.map((id) => ask(`${url}/agents/${id}`, undefined, {}, "DELETE")));
      expect(await healthyIds(url)).toEqual([]);
    }
  });
}

row("REG-11", "rounds of fifty simulated agents: the list is exact each round, health always answers", simulatedRounds);
rowTrip("REG-11", "the registry is killed meanwhile", simulatedRounds, {
  on: (bench) => killingRegistry(bench, 500),
  shows: /fetch failed|probes/,
});

function idsOf(round: number, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `round-${round}-${String(index).padStart(2, "0")}`);
}
