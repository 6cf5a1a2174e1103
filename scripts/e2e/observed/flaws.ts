/** What is wrong with looks at /health and /metrics, in words; nothing when all is well. */
import type { Answered } from "../talk.ts";
import type { Look } from "./looks.ts";

type Body = Answered["body"];

const healthKeys = "connection_pool database_status details pid status timestamp uptime_seconds version";
const poolKeys = "free max_size min_size size utilization_percent waiting";

/** SRCH-15: the exact shape, and a status that follows from the numbers beside it. */
export function healthFlaws({ status: code, body }: Look): string[] {
  if (code !== 200) return [`status ${code}`];
  const keys = Object.keys(body).sort().join(" ");
  if (keys !== healthKeys) return [`keys ${keys}`];
  const { status, database_status: database, connection_pool: pool, uptime_seconds: uptime, timestamp } = body;
  const ownKeys = Object.keys(pool).sort().join(" ");
  if (ownKeys !== poolKeys) return [`keys of the pool ${ownKeys}`];
  const percent = Math.round(((pool.size - pool.free) / pool.max_size) * 1000) / 10;
  const isDown = database === "disconnected" || percent > 95;
  const expected = isDown ? "unhealthy" : database === "degraded" || percent > 80 ? "degraded" : "healthy";
  return [
    ...(pool.utilization_percent === percent
      ? []
      : [`${pool.utilization_percent} % in use, ${percent} by its numbers`]),
    ...(status === expected ? [] : [`${status}, though ${database} and ${percent} % in use`]),
    ...(uptime > 0 && Number.isFinite(Date.parse(timestamp)) ? [] : [`up for ${uptime} s at ${timestamp}`]),
  ];
}

/** SRCH-07: one process answers at least 99.9 % of looks, and its uptime rises as the clock does. */
export function lifeFlaws(looks: readonly Look[]): string[] {
  const answered = looks.filter(({ status }) => status === 200);
  const share = answered.length / looks.length;
  const pids = new Set(answered.map(({ body }) => body.pid));
  const stalled = answered.filter(({ atMs, body }, index) => {
    const before = answered[index - 1];
    if (before === undefined) return false;
    const [grown, passed] = [body.uptime_seconds - before.body.uptime_seconds, (atMs - before.atMs) / 1000];
    return grown <= 0 || Math.abs(grown - passed) > 1;
  });
  return [
    ...(share >= 0.999 ? [] : [`${looks.length - answered.length} of ${looks.length} looks were not answered`]),
    ...(pids.size === 1 ? [] : [`${pids.size} processes answered`]),
    ...(stalled.length === 0 ? [] : [`the uptime did not rise with the clock ${stalled.length} times`]),
  ];
}

/** SRCH-16: counters and histograms are there; buckets are sorted and cumulative, and the last holds all. */
export function histogramFlaws({ counters, histograms }: Body): string[] {
  const flaws = histograms.flatMap(({ name, buckets, count, sum }: Body): string[] => {
    const bounds = buckets.map(({ bucket_le: bound }: Body) => (bound === "+Inf" ? Number.POSITIVE_INFINITY : bound));
    const counts = buckets.map((bucket: Body) => bucket.count);
    return [
      ...(isRising(bounds) && bounds.at(-1) === Number.POSITIVE_INFINITY ? [] : [`${name}: bounds ${bounds}`]),
      ...(isRising(counts) && counts.at(-1) === count ? [] : [`${name}: counts ${counts} of ${count}`]),
      ...(Number.isFinite(sum) && sum >= 0 ? [] : [`${name}: sum ${sum}`]),
    ];
  });
  return [...flaws, ...(counters.length > 0 && histograms.length > 0 ? [] : ["no counters, or no histograms"])];
}

function isRising(values: readonly number[]): boolean {
  return values.every((value, index) => index === 0 || value >= (values[index - 1] ?? value));
}

/** The value of a counter, or the number of observations in a histogram. */
export function counter({ counters, histograms }: Body, name: string): number {
  const found = [...counters, ...histograms].find((metric: Body) => metric.name === name);
  if (found === undefined) throw new Error(`no metric ${name}`);
  return found.value ?? found.count;
}
