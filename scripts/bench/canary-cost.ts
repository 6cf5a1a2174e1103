/** What the canary costs: k6 with it beside k6 with a user that only sleeps, several of each at the same time. */
import { setTimeout as delay } from "node:timers/promises";
import { type GeneratorWatch, watchGenerator } from "../run/generator.ts";
import { type Bench, type BenchLoad, spoilt, startRun } from "./bench-run.ts";
import { type Figure, figure, median, round } from "./figure.ts";

const processesEach = 3;
const settleSeconds = 4;
const watchedSeconds = 10;

export async function measureCanary(bench: Bench): Promise<Figure> {
  const watch = async (script: string): Promise<() => Promise<number>> => {
    const load: BenchLoad = { script, vus: 1, seconds: settleSeconds + watchedSeconds + 5 };
    const k6 = await startRun(bench, load);
    let generator: GeneratorWatch | undefined;
    setTimeout(() => {
      generator = watchGenerator(k6);
    }, settleSeconds * 1000);
    return async () => {
      if (k6.exit !== undefined) throw spoilt(load, "k6 ended early");
      const cores = generator?.end()?.cores;
      await bench.processes.stop(k6);
      if (cores === undefined) throw spoilt(load, "this system does not tell CPU times");
      return round(cores, 5);
    };
  };
  const [canary, idle] = [[] as (() => Promise<number>)[], [] as (() => Promise<number>)[]];
  for (let index = 0; index < processesEach; index += 1) {
    canary.push(await watch("canary-only"));
    idle.push(await watch("idle"));
  }
  await delay((settleSeconds + watchedSeconds) * 1000, undefined, { signal: bench.signal });
  const cores = {
    canary: await Promise.all(canary.map((end) => end())),
    idle: await Promise.all(idle.map((end) => end())),
  };
  return figure({
    name: "canary",
    kind: "cost",
    unit: "of a core",
    limit: 0.01,
    measured: round(median(cores.canary) - median(cores.idle), 5),
    how: `median of ${processesEach} k6 processes with the canary minus that of ${processesEach} with a sleeping user, ${watchedSeconds} s at the same time`,
    samples: [cores],
  });
}
