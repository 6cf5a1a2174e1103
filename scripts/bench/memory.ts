/** Memory of one more virtual user: peak of k6 with many users minus peak with one. */
import { readFileSync } from "node:fs";
import { waitFor } from "../lib/waiting.ts";
import { type AnswerServer, startGetServer } from "./answers.ts";
import { type Bench, type BenchLoad, endRun, spoilt, startRun } from "./bench-run.ts";
import { type Figure, figure, median, round } from "./figure.ts";

const manyUsers = 500;
const rounds = 3;
/** A bare script does not fill its heap up to Go's first collections in a few seconds, as any test of a minute does. */
const seconds = 25;

export async function measureMemory(bench: Bench): Promise<Figure> {
  using server = await startGetServer();
  const samples = [];
  for (let index = 0; index < rounds; index += 1) {
    const bareKib = await perUser(bench, server, "bare-get");
    const oursKib = await perUser(bench, server, "operation-get");
    samples.push({ bareKib, oursKib, ratio: round(oursKib / bareKib) });
  }
  return figure({
    name: "memory per user",
    kind: "cost",
    unit: "times the bare script's",
    limit: 1.2,
    measured: median(samples.map(({ ratio }) => ratio)),
    how: `peak resident memory with ${manyUsers} users minus that with 1, per user; one GET a second each for ${seconds} s; median of ${rounds} pairs`,
    samples,
  });
}

async function perUser(bench: Bench, server: AnswerServer, script: string): Promise<number> {
  const [one, many] = await Promise.all([1, manyUsers].map((vus) => peakKib(bench, server, script, vus)));
  return round(((many ?? Number.NaN) - (one ?? Number.NaN)) / (manyUsers - 1), 1);
}

async function peakKib(bench: Bench, server: AnswerServer, script: string, vus: number): Promise<number> {
  const load: BenchLoad = { script, vus, seconds, pauseSeconds: 1, system: { role: "registry", url: server.url } };
  const k6 = await startRun(bench, load);
  let peak: number | undefined;
  const watch = (): true | undefined => {
    peak = highWaterKib(k6.identity.pid) ?? peak;
    return k6.exit === undefined ? undefined : true;
  };
  await waitFor(watch, { deadlineMs: 60_000, pollMs: 50, signal: bench.signal });
  await endRun(bench, load, k6);
  if (peak === undefined) throw spoilt(load, "this system does not tell peak memory");
  return peak;
}

/** `undefined` once the process is gone. */
function highWaterKib(pid: number): number | undefined {
  try {
    const written = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return written === undefined ? undefined : Number(written);
  } catch {
    return undefined;
  }
}
