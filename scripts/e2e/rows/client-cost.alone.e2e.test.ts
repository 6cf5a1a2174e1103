/** Rows about what being in the mesh costs an agent: time at its start, and memory. */
import { expect, it } from "vitest";
import { mean } from "../../judge/slope.ts";
import { createRowBench, type RowBench, type Running } from "./bench.ts";
import { lengths } from "./lengths.ts";
import { healthyIds, until } from "./look.ts";
import { withSlowRegistry } from "./misuse.ts";
import { settledKib } from "./resident.ts";
import { row, rowTrip } from "./row.ts";
import { timeLimitMs } from "./time-limit.ts";

const memoryPairs = 2;
const noRegistry = "none";

/** From its spawn until it serves, and is listed where it announces itself. */
async function startMs(bench: RowBench, url: string, id: string): Promise<number> {
  const begin = performance.now();
  const { server } = await bench.startAgent(url, { id });
  if (url !== noRegistry) await until("it is listed", 5000, async () => (await healthyIds(url)).includes(id), 2);
  const tookMs = performance.now() - begin;
  await bench.processes.stop(server);
  return tookMs;
}

async function announcingCosts(bench: RowBench, target: string): Promise<void> {
  const { url } = await bench.startRegistry();
  await startMs(bench, url, "warm-up");
  const differencesMs: number[] = [];
  for (let pair = 0; pair < lengths["REG-23"].pairs; pair += 1) {
    const plainMs = await startMs(bench, noRegistry, `plain-${pair}`);
    differencesMs.push((await startMs(bench, url, `announced-${pair}`)) - plainMs);
  }
  const each = differencesMs.map(Math.round).join(", ");
  const meanMs = mean(differencesMs);
  process.stdout.write(`REG-23: announcing to ${target} costs ${meanMs.toFixed(0)} ms (${each}), goal 1135 ms\n`);
  expect(meanMs, `of ${each} ms`).toBeLessThan(timeLimitMs(2000));
}

row("REG-23", "announcing costs a start less than 2 s, in pairs of starts", announcingCosts);
rowTrip("REG-23", "each answer of the registry comes 3 s late", announcingCosts, {
  on: (bench) => withSlowRegistry(bench, 3000),
  shows: /^of [-\d, ]+ ms/,
});

it("REG-24: the client costs an agent less than 10 MB", async () => {
  await using bench = createRowBench("reference-registry");
  const { url } = await bench.startRegistry();
  await startMs(bench, url, "warm-up"); // one that compiles its code itself has 16 MB more
  const start = (kind: string, registryUrl: string): Promise<readonly Running[]> =>
    Promise.all(
      Array.from({ length: memoryPairs }, (_, index) => bench.startAgent(registryUrl, { id: `${kind}-${index}` })),
    );
  const [off, on] = [await start("off", noRegistry), await start("on", url)];
  await until("those with a client are listed", 5000, async () => (await healthyIds(url)).length === on.length);
  const memory = async (agents: readonly Running[]): Promise<number> =>
    mean(await Promise.all(agents.map(({ server }) => settledKib(server))));
  const [offKib, onKib] = await Promise.all([memory(off), memory(on)]);
  const figures = `${(onKib - offKib).toFixed(0)} KiB, ${onKib.toFixed(0)} with it and ${offKib.toFixed(0)} without`;
  process.stdout.write(`REG-24: the client costs an agent ${figures}; goal 400 KiB\n`);
  expect(onKib - offKib, figures).toBeLessThan(10_000_000 / 1024);
});
