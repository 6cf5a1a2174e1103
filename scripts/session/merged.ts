/** Makes two neighbouring points of a series one, without hiding the worse of them. */
import type { LatencyStats, PeriodMessage, UsageMessage } from "./message.ts";

/** Counts are summed, the worst of everything else stays. */
export function mergedPeriod(first: PeriodMessage, second: PeriodMessage): PeriodMessage {
  return {
    ...second,
    seconds: first.seconds + second.seconds,
    vus: Math.max(first.vus, second.vus),
    requests: merged(first.requests, second.requests, (a, b) => a + b),
    errors: merged(first.errors, second.errors, (a, b) => a + b),
    latency: merged(first.latency, second.latency, worst),
    latenessMs: most(first.latenessMs, second.latenessMs),
  };
}

/** The most memory, and CPU on average. */
export function mergedUsage(first: UsageMessage, second: UsageMessage): UsageMessage {
  return {
    ...second,
    processes: merged(first.processes, second.processes, ([rss, cores], [otherRss, otherCores]) => [
      Math.max(rss, otherRss),
      cores === null || otherCores === null ? (cores ?? otherCores) : (cores + otherCores) / 2,
    ]),
  };
}

export function worst(a: LatencyStats, b: LatencyStats): LatencyStats {
  return [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}

function merged<V>(
  first: Readonly<Record<string, V>>,
  second: Readonly<Record<string, V>>,
  join: (a: V, b: V) => V,
): Readonly<Record<string, V>> {
  const both = Object.entries(second).map(([name, value]) => {
    const other = first[name];
    return [name, other === undefined ? value : join(other, value)] as const;
  });
  return { ...first, ...Object.fromEntries(both) };
}

function most(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}
