/** What the canary costs: k6 with it beside k6 with a user that only sleeps, several of each at the same time. */
import { setTimeout as delay } from "node:timers/promises";
import { watchGenerator } from "../run/generator.ts";
import { type Bench, type BenchLoad, spoilt, startRun } from "./bench-run.ts";
import { type Figure, figure, median, round } from "./figure.ts";

const processesEach = 3;
const settleSeconds = 4;
const watchedSeconds = 10;

export async function measureCanary(bench: Bench): Promise<Figure> {
  const load = (script: string): BenchLoad => ({ script, vus: 1, seconds: settleSeconds + watchedSeconds + 5 });
  const loads = Array.from({ length: processesEach }, () => [load("canary-only"), load("idle")]).flat();
  const runs = await Promise.all(loads.map(async (each) => ({ load: each, k6: await startRun(bench, each) })));
  await delay(settleSeconds * 1000, undefined, { signal: bench.signal });
  const watched = runs.map((run) => ({ ...run, watch: watchGenerator(run.k6) }));
  await delay(watchedSeconds * 1000, undefined, { signal: bench.signal });
  const measured = watched.map(({ load: { script }, watch }) => ({ script, cores: watch.end()?.cores ?? Number.NaN }));
  const early = runs.find(({ k6 }) => k6.exit !== undefined);
  if (early !== undefined) throw spoilt(early.load, "k6 ended early");
  await Promise.all(runs.map(({ k6 }) => bench.processes.stop(k6)));
  const coresOf = (name: string): number[] =>
    measured.filter(({ script }) => script === name).map(({ cores }) => round(cores, 5));
  const cores = { canary: coresOf("canary-only"), idle: coresOf("idle") };
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
