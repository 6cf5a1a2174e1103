/** Drives one k6 process to its end: stream, dashboard, live line, generator watch. */

import { plannedMs } from "#contract/phases";
import type { PlannedSystem, RunPlan } from "#contract/plan";
import { gracefulStopMs } from "#contract/plan";
import type { GeneratorLoad, StolenCores } from "#contract/summary";
import type { Exit, OwnedProcess, Processes } from "../lib/processes.ts";
import type { LiveRun } from "../session/attached-run.ts";
import type { LivePlan } from "../session/plan.ts";
import type { Dashboard } from "./dashboard.ts";
import { watchGenerator } from "./generator.ts";
import { type K6Outcome, type K6Start, k6Outcome, startK6 } from "./k6.ts";
import { createLiveLine, type Output } from "./live.ts";
import { openSeries } from "./series.ts";
import { createDecoder } from "./snapshots.ts";
import { watchStolen } from "./stolen.ts";
import { openStream, type StreamEvent } from "./stream.ts";
import type { Timeline } from "./timeline.ts";

export interface Drive {
  readonly processes: Processes;
  readonly dashboard: Dashboard;
  /** The session page, where there is one, and what it knows of the plan. */
  readonly page?: { readonly run: LiveRun; readonly plan: LivePlan };
  readonly timeline: Timeline;
  readonly signal: AbortSignal;
  readonly output: Output;
  /** The run's folder, which gets the series. */
  readonly runDir: string;
  /** Called with the epoch ms at which k6 says the load began. */
  readonly onBegin: (startMs: number) => void;
}

export interface Driven {
  readonly outcome: K6Outcome;
  readonly machine: MachineLoad;
}

/** How the machine fared under the load. */
interface MachineLoad {
  readonly generator: GeneratorLoad | null;
  readonly stolen?: readonly StolenCores[];
}

/** k6 is stopped when it is still there this long after its plan and its grace are over. */
const patienceMs = 20_000;

export async function driveK6(
  start: K6Start,
  { processes, dashboard, page, timeline, signal, output, runDir, onBegin }: Drive,
): Promise<Driven> {
  const { plan } = start;
  const k6 = startK6(processes, start);
  const ended = new AbortController();
  void k6.exited.then(() => ended.abort());
  const following = follow(k6, start, {
    dashboard,
    ...(page === undefined ? {} : { page }),
    timeline,
    output,
    runDir,
    onBegin,
    signal: AbortSignal.any([signal, ended.signal]),
  });
  const exit = await endOf(k6, processes, plan, signal);
  const machine = await following;
  timeline.note("k6-ended", { ...exit });
  return { outcome: k6Outcome(k6, exit, plan), machine };
}

async function follow(
  k6: OwnedProcess,
  { plan, dashboardPort }: K6Start,
  { dashboard, page, timeline, output, runDir, onBegin, signal }: Omit<Drive, "processes">,
): Promise<MachineLoad> {
  const stream = await openStream(dashboardPort, signal).catch(() => undefined); // k6 ended before it listened
  if (stream === undefined) return { generator: null };
  dashboard.attach(stream);
  const roles = rolesOf(plan.systems);
  const line = createLiveLine(output, plan.phases, roles);
  const series = openSeries(runDir, roles);
  const watch = watchGenerator(k6);
  const stolenWatch = watchStolen();
  const decode = createDecoder();
  const tellPage = page?.run.follow(k6.name, page.plan);
  let startMs: number | undefined;
  const take = (event: StreamEvent): void => {
    tellPage?.(event);
    if (event.event === "start") {
      startMs = (event.data as readonly (readonly number[])[])[0]?.[0] ?? Date.now();
      timeline.note("load-began", { startMs });
      onBegin(startMs);
    }
    const snapshot = decode(event);
    if (snapshot === undefined || startMs === undefined) return;
    line.show(snapshot, Date.now() - startMs);
    series.take(snapshot, startMs);
  };
  stream.past.forEach(take);
  const unsubscribe = stream.subscribe(take);
  await stream.ended;
  const generator = watch.end();
  const stolen = stolenWatch.end(plan.phases, startMs);
  unsubscribe();
  line.end();
  timeline.note("load-ended");
  return { generator, ...(stolen === undefined ? {} : { stolen }) };
}

/** Resolves with k6's exit: by itself, because of Ctrl-C, or because it never came to its end. */
async function endOf(k6: OwnedProcess, processes: Processes, plan: RunPlan, signal: AbortSignal): Promise<Exit> {
  const limitMs = plannedMs(plan.phases) + gracefulStopMs + patienceMs;
  const stop = (): void => void processes.stop(k6, 3000).catch(() => {}); // what outlives SIGKILL is reported at the end of the run
  const timer = setTimeout(stop, limitMs);
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  try {
    return await k6.exited;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}

function rolesOf(systems: readonly PlannedSystem[]): PlannedSystem["role"][] {
  return [...new Set(systems.map(({ role }) => role))];
}
