/** Ramps of load that make the generator late: real k6, the suite's own code and canary, and a server that costs next to nothing. */
import type { CalibrationStep } from "#contract/calibration";
import { lateCanaryP99Ms } from "../judge/calibration.ts";
import { percentile } from "../judge/quantile.ts";
import { watchGenerator } from "../run/generator.ts";
import { startGetServer } from "./answers.ts";
import { type Bench, type BenchLoad, endRun, spoilt, startRun } from "./bench-run.ts";
import { round } from "./figure.ts";

/** Each user asks every 10 ms, so that the rate grows with the users and no connection is ever saturated. */
const pauseSeconds = 0.01;
const leastUsers = 5;
/** 1280 users ask for 128,000 requests/s, which no k6 sends. */
const mostSteps = 9;

/** Doubles the users until the canary is late. `stepSeconds` is the length of one step. */
export async function climb(bench: Bench, stepSeconds: number): Promise<readonly CalibrationStep[]> {
  using server = await startGetServer();
  const steps: CalibrationStep[] = [];
  for (let index = 0; index < mostSteps; index += 1) {
    const load: BenchLoad = {
      script: "operation-get",
      vus: leastUsers * 2 ** index,
      seconds: stepSeconds,
      pauseSeconds,
      system: { role: "registry", url: server.url },
      side: "generator",
    };
    steps.push(await measure(bench, load));
    if ((steps.at(-1)?.canaryP99Ms ?? 0) >= lateCanaryP99Ms) break;
  }
  return steps;
}

async function measure(bench: Bench, load: BenchLoad): Promise<CalibrationStep> {
  const k6 = await startRun(bench, load);
  const watch = watchGenerator(k6);
  await k6.exited;
  const generator = watch.end();
  const measured = await endRun(bench, load, k6);
  const canary = measured?.lateness.flatMap(({ latency }) => (latency === null ? [] : [percentile(latency, 99)])) ?? [];
  if (generator === null || measured === undefined || canary.length === 0)
    throw spoilt(load, "neither this system nor the canary says how late k6 is");
  return {
    users: load.vus,
    requestsPerSecond: Math.round((measured.requests / measured.durationMs) * 1000),
    cores: round(generator.cores),
    runDelay: round(generator.runDelay),
    canaryP99Ms: round(Math.max(...canary), 2),
  };
}
