/** The newest resource samples as a message. */
import type { ResourceSample, ResourceSeries } from "../judge/resource-series.ts";
import type { UsageMessage } from "./message.ts";

/** Each call gives what was sampled since the one before; `undefined` when that is nothing. */
export function createUsageReader(series: ResourceSeries): () => UsageMessage | undefined {
  const read = new Map<string, number>();
  return () => {
    const newest = [...series.values()].flatMap(({ name, samples }) => {
      const known = read.get(name) ?? 0;
      read.set(name, samples.length);
      const last = samples.at(-1);
      return samples.length === known || last === undefined ? [] : [{ name, last, before: samples.at(-2) }];
    });
    if (newest.length === 0) return undefined;
    const processes = newest.map(
      ({ name, last, before }) => [name, [last.rssKib / 1024, coresOf(last, before)]] as const,
    );
    return {
      type: "usage",
      timeMs: Math.max(...newest.map(({ last }) => last.timeMs)),
      processes: Object.fromEntries(processes),
    };
  };
}

/** `null` for the first sample of a process. */
function coresOf(last: ResourceSample, before: ResourceSample | undefined): number | null {
  if (before === undefined || before.pid !== last.pid || last.timeMs <= before.timeMs) return null;
  return Math.max(0, ((last.cpuSeconds - before.cpuSeconds) * 1000) / (last.timeMs - before.timeMs));
}
