/** Samples what process trees use, into resources.csv as it goes and into memory for the judge. */
import { appendFileSync, closeSync, openSync } from "node:fs";
import type { Hole, ProcessSeries, ResourceSample, ResourceSeries } from "../judge/resource-series.ts";
import type { ProcessIdentity } from "../lib/proc.ts";
import { epochMs, type Slot, startSchedule } from "../lib/schedule.ts";
import { createTreeReader, type TreeUsage } from "./process-tree.ts";

export interface SamplerOptions {
  /** Must not exist yet. */
  readonly file: string;
  readonly periodMs?: number;
  /** Epoch milliseconds from which elapsedMs counts; the sampler's start when not given. */
  readonly startMs?: number;
  /** Asked at each sample. A name may come back with another process: a target that was restarted. */
  readonly trees: () => readonly SampledTree[];
}

/** An OwnedProcess is one. */
export interface SampledTree {
  readonly name: string;
  readonly identity: ProcessIdentity;
}

export interface Sampler extends Disposable {
  /** What was sampled so far; it grows. */
  readonly series: ResourceSeries;
  /** Ends the sampling; can be called again. */
  stop(): ResourceSeries;
}

interface OpenSeries extends ProcessSeries {
  readonly samples: ResourceSample[];
  readonly holes: Hole[];
}

const columns = "timeMs,elapsedMs,process,pid,processes,rssKib,cpuSeconds,openFiles,threads";

export function startSampler({ file, periodMs = 1000, startMs = epochMs(), trees }: SamplerOptions): Sampler {
  const csv = openSync(file, "wx");
  appendFileSync(csv, `${columns}\n`);
  const reader = createTreeReader();
  const series = new Map<string, OpenSeries>();
  const seriesOf = (name: string): OpenSeries => {
    const known = series.get(name) ?? { name, periodMs, samples: [], holes: [] };
    series.set(name, known);
    return known;
  };
  const row = (timeMs: number, { name, identity }: SampledTree, values: string): string =>
    `${timeMs.toFixed(1)},${(timeMs - startMs).toFixed(1)},${name},${identity.pid},${values}\n`;
  const hole = (timeMs: number, tree: SampledTree, why: Hole["why"]): string => {
    seriesOf(tree.name).holes.push({ timeMs, why });
    return row(timeMs, tree, ",,,,");
  };
  const look = (cast: readonly SampledTree[]): string[] => {
    const usages = reader.read(cast.map(({ identity }) => identity));
    const timeMs = epochMs();
    return cast.map((tree, index) => {
      const usage = usages[index] ?? "unreadable";
      if (typeof usage === "string") return hole(timeMs, tree, usage);
      seriesOf(tree.name).samples.push(sampleOf(timeMs, tree, usage));
      return row(timeMs, tree, valuesOf(usage));
    });
  };
  const take = ({ plannedMs, lateMs, missedMs }: Slot): void => {
    const cast = trees();
    const isLate = lateMs > periodMs / 2;
    const lost = (isLate ? [...missedMs, plannedMs] : missedMs).flatMap((dueMs) =>
      cast.map((tree) => hole(dueMs, tree, "late")),
    );
    const rows = isLate ? lost : [...lost, ...look(cast)];
    if (rows.length > 0) appendFileSync(csv, rows.join("")); // one write: a suite that is killed leaves whole lines
  };
  const schedule = startSchedule({ periodMs, keepsAlive: false }, take);
  let isOpen = true;
  const stop = (): ResourceSeries => {
    schedule.stop();
    if (isOpen) closeSync(csv);
    isOpen = false;
    return series;
  };
  return { series, stop, [Symbol.dispose]: stop };
}

function sampleOf(timeMs: number, { identity }: SampledTree, usage: TreeUsage): ResourceSample {
  return { timeMs, pid: identity.pid, processes: usage.members.length, ...usage };
}

function valuesOf({ members, rssKib, cpuSeconds, openFiles, threads }: TreeUsage): string {
  return `${members.length},${rssKib},${cpuSeconds.toFixed(2)},${openFiles ?? ""},${threads}`;
}
