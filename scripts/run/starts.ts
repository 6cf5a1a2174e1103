/** Starts a target again and again on an empty store and times each start; nothing of the load is there meanwhile. */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { holdsFor, type ResourceThreshold } from "#contract/resource-threshold";
import type { Settings } from "#contract/settings";
import type { Processes } from "../lib/processes.ts";
import { away, startToxiproxy } from "../lib/toxiproxy.ts";
import type { NamedTarget, RunningTarget, TargetContext } from "../targets/target.ts";
import type { Cast } from "./choice.ts";
import { holdingBack } from "./hold-back.ts";
import { lockingOut } from "./lock-out.ts";
import type { Timeline } from "./timeline.ts";

interface Starts {
  /** The first, with everything cold; it does not count. */
  readonly coldMs: number;
  readonly timesMs: readonly number[];
}

export interface StartsContext {
  readonly processes: Processes;
  readonly dataDir: string;
  readonly signal: AbortSignal;
  /** What every start that counts meets with; nothing when not given. */
  readonly trouble: StartTrouble | undefined;
}

/** To prove that limits on starts turn red. */
export interface StartTrouble {
  /** What it gets of one core. */
  readonly share?: number;
  /** So much later comes each answer of its database. */
  readonly databaseDelayMs?: number;
  /** So long its database is locked against its writes, from its first batch of files on. */
  readonly databaseLockSeconds?: number;
}

/** Of every target this run starts, by name: none where `count` is 0 or nothing limits its start. */
export async function timeLimitedStarts(
  cast: readonly Cast[],
  { PROFILE }: Settings,
  thresholds: readonly ResourceThreshold[],
  count: number,
  { timeline, say, ...context }: StartsContext & { readonly timeline: Timeline; readonly say: (line: string) => void },
): Promise<ReadonlyMap<string, readonly number[]>> {
  const times = new Map<string, readonly number[]>();
  for (const target of cast.flatMap((entry) => ("targets" in entry ? entry.targets : []))) {
    const { name, role } = target;
    const isLimited = thresholds.some(
      (threshold) => threshold.metric === "startMaxMs" && holdsFor(threshold, { role, target: name }, PROFILE),
    );
    times.set(name, []);
    if (count === 0 || !isLimited) continue;
    const { coldMs, timesMs } = await timeStarts(target, count, context);
    times.set(name, timesMs);
    timeline.note("starts", { target: name, coldMs, timesMs });
    const [least, most] = [Math.min(...timesMs), Math.max(...timesMs)].map((ms) => ms.toFixed(0));
    say(`  starts    ${name.padEnd(11)} cold ${coldMs.toFixed(0)} ms, then ${count} times ${least} to ${most} ms`);
  }
  return times;
}

/** From just before the spawn to the first good answer, `count` times. Each is ended before the next begins. */
async function timeStarts(target: NamedTarget, count: number, context: StartsContext): Promise<Starts> {
  const { readyMs: coldMs } = await startAndEnd(target, { ...context, trouble: undefined });
  const timesMs: number[] = [];
  while (timesMs.length < count) timesMs.push((await startAndEnd(target, context)).readyMs);
  return { coldMs, timesMs };
}

/** On an empty store, which is gone afterwards with all its processes. */
export async function startAndEnd(
  target: NamedTarget,
  { processes: all, dataDir, signal, trouble = {} }: StartsContext,
  more: Pick<TargetContext, "corpus"> = {},
): Promise<RunningTarget> {
  const { share, databaseDelayMs, databaseLockSeconds } = trouble;
  const processes = share === undefined ? all : holdingBack(all, share);
  const own = join(dataDir, `start-${target.name}`);
  mkdirSync(own, { mode: 0o700 });
  const before = processes.all.length;
  await using lock = databaseLockSeconds === undefined ? undefined : lockingOut(databaseLockSeconds, signal);
  const slow = databaseDelayMs === undefined ? lock : { databaseVia: await slowly(all, signal, databaseDelayMs) };
  const running = await target.start({ processes, dataDir: own, signal, ...slow, ...more });
  await lock?.held();
  for (const owned of processes.all.slice(before).toReversed()) await processes.stop(owned);
  rmSync(own, { recursive: true });
  return running;
}

/** Through a proxy that holds answers back. It ends with the start. */
async function slowly(
  processes: Processes,
  signal: AbortSignal,
  ms: number,
): Promise<(url: string) => Promise<string>> {
  const toxiproxy = await startToxiproxy(processes, signal);
  return (url) => away(toxiproxy, "database", url, ms);
}
