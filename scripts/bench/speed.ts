/** How fast the suite's code is beside a hand-written k6 script: pairs of runs, one right after the other. */
import { setTimeout as delay } from "node:timers/promises";
import type { Role } from "#contract/roles";
import { waitFor } from "../lib/waiting.ts";
import { watchGenerator } from "../run/generator.ts";
import type { AnswerServer } from "./answers.ts";
import { withCoreAwake } from "./awake.ts";
import { type Bench, type BenchLoad, endRun, spoilt, startRun } from "./bench-run.ts";
import { onServerCore } from "./cores.ts";
import { type Figure, figure, median, round } from "./figure.ts";

export interface SpeedPair {
  readonly name: string;
  readonly role: Role;
  readonly ours: string;
  readonly bare: string;
  readonly startServer: () => Promise<AnswerServer>;
  readonly limit: number;
  readonly goal?: number;
}

const vus = 10;
const seconds = 4;
const pairs = 5;
/** Left out at both ends of a run: k6 grows warm, and its users do not all end at once. */
const marginMs = 500;

interface Speed {
  readonly requestsPerSecond: number;
  /** CPU time of k6 per wall time; `null` where the system does not tell. */
  readonly cores: number | null;
}

export async function measureSpeed(bench: Bench, pair: SpeedPair): Promise<Figure> {
  const samples = await withCoreAwake(bench, () =>
    onServerCore(bench.cores, async () => {
      using server = await pair.startServer();
      const done: { bare: Speed; ours: Speed; ratio: number; wallRatio: number }[] = [];
      for (let index = 0; index < pairs; index += 1) {
        // Who goes first changes, so that a machine that grows slower or faster favours neither.
        const order = index % 2 === 0 ? [pair.bare, pair.ours] : [pair.ours, pair.bare];
        const speeds = new Map<string, Speed>();
        for (const script of order) speeds.set(script, await run(bench, server, pair.role, script));
        const [bare, ours] = [speeds.get(pair.bare), speeds.get(pair.ours)];
        if (bare === undefined || ours === undefined) continue;
        const wallRatio = round(ours.requestsPerSecond / bare.requestsPerSecond);
        done.push({ bare, ours, ratio: round(perCore(ours) / perCore(bare)), wallRatio });
      }
      return done;
    }),
  );
  const note = shareNote(samples);
  return figure({
    name: pair.name,
    kind: "speed",
    unit: "of the bare script's requests per second of one core",
    limit: pair.limit,
    ...(pair.goal === undefined ? {} : { goal: pair.goal }),
    measured: median(samples.map(({ ratio }) => ratio)),
    how: `${vus} users without a pause, median of ${pairs} pairs of ${seconds} s; ours with the options of a real run, bare with k6's own; ${
      bench.cores === undefined ? "not pinned to cores" : "generator and server on a core each, the server's kept awake"
    }. Requests are divided by k6's CPU time, which leaves out the time a neighbour took the core; wallRatio is undivided.`,
    ...(note === undefined ? {} : { note }),
    samples,
  });
}

/** Says when the generator did not have its core to itself: the ratio then flatters the suite. */
function shareNote(samples: readonly { readonly bare: Speed; readonly ours: Speed }[]): string | undefined {
  const share = median(samples.flatMap(({ bare, ours }) => [bare.cores ?? Number.NaN, ours.cores ?? Number.NaN]));
  if (share >= 0.85) return undefined;
  return `k6 got ${share.toFixed(2)} of its core: the machine is busy or the server slow, and the ratio comes out too high; repeat it on a quiet one`;
}

/** On a core of its own this is the requests per second. On a shared one it is an estimate: ratios came out up to 0.1 higher there. */
function perCore({ requestsPerSecond, cores }: Speed): number {
  return requestsPerSecond / (cores ?? 1);
}

async function run(bench: Bench, server: AnswerServer, role: Role, script: string): Promise<Speed> {
  const load: BenchLoad = { script, vus, seconds, system: { role, url: server.url }, cores: bench.cores };
  const before = server.count;
  const k6 = await startRun(bench, load);
  const isUnderWay = (): true | undefined => (server.count > before || k6.exit !== undefined ? true : undefined);
  if ((await waitFor(isUnderWay, { deadlineMs: 20_000, signal: bench.signal })) === undefined) {
    throw spoilt(load, "k6 sent nothing within 20 s");
  }
  await delay(marginMs, undefined, { signal: bench.signal });
  const watch = watchGenerator(k6);
  const [firstMs, firstCount] = [performance.now(), server.count];
  await delay(seconds * 1000 - 2 * marginMs, undefined, { signal: bench.signal });
  const measuredSeconds = (performance.now() - firstMs) / 1000;
  const requestsPerSecond = Math.round((server.count - firstCount) / measuredSeconds);
  const generator = watch.end();
  await endRun(bench, load, k6);
  return { requestsPerSecond, cores: generator === null ? null : round(generator.cores) };
}
