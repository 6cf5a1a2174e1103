/** Watches what the host takes from a virtual machine: time in which its cores had work and were not let run. */
import { readFileSync } from "node:fs";
import type { Phase } from "#contract/plan";
import type { StolenCores } from "#contract/summary";

export interface StolenSample {
  /** Epoch. */
  readonly atMs: number;
  readonly stolenTicks: number;
  readonly allTicks: number;
}

export interface StolenWatch {
  /** Stops watching. Of each phase it saw; `undefined` where the system does not tell (no /proc), or no load began. */
  end(phases: readonly Phase[], loadStartMs: number | undefined): readonly StolenCores[] | undefined;
}

const periodMs = 1000;

export function watchStolen(): StolenWatch {
  const samples: StolenSample[] = [];
  const take = (): void => {
    const sample = stolenNow();
    if (sample !== undefined) samples.push(sample);
  };
  take();
  const timer = setInterval(take, periodMs);
  timer.unref();
  return {
    end(phases, loadStartMs) {
      clearInterval(timer);
      take();
      return samples.length === 0 || loadStartMs === undefined ? undefined : stolenIn(samples, phases, loadStartMs);
    },
  };
}

/** From the last sample before a phase to the first after it. A phase that nothing was sampled in is left out. */
export function stolenIn(
  samples: readonly StolenSample[],
  phases: readonly Phase[],
  loadStartMs: number,
): readonly StolenCores[] {
  return phases.flatMap(({ name, startMs, endMs }) => {
    const from = samples.findLast(({ atMs }) => atMs <= loadStartMs + startMs) ?? samples[0];
    const to = samples.find(({ atMs }) => atMs >= loadStartMs + endMs) ?? samples.at(-1);
    if (from === undefined || to === undefined || to.allTicks <= from.allTicks) return [];
    const stolenTicks = Math.max(0, to.stolenTicks - from.stolenTicks); // a guest that was moved may count anew
    return [{ phase: name, share: stolenTicks / (to.allTicks - from.allTicks) }];
  });
}

/** The first line of /proc/stat: user, nice, system, idle, iowait, irq, softirq, steal; guests are part of user (proc_stat(5)). */
export function stolenNow(): StolenSample | undefined {
  try {
    const [, ...fields] = (readFileSync("/proc/stat", "utf8").split("\n")[0] ?? "").split(/ +/);
    const ticks = fields.slice(0, 8).map(Number);
    return { atMs: Date.now(), stolenTicks: ticks[7] ?? 0, allTicks: ticks.reduce((sum, each) => sum + each, 0) };
  } catch {
    return undefined;
  }
}
