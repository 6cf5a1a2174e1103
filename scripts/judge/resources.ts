/** What a sampled series says about a window of time: its highest, its mean, its growth. Holes make it not known. */
import type { ProcessSeries, ResourceSample } from "./resource-series.ts";
import { fitSlope, mean, type Slope } from "./slope.ts";

export type ResourceMetric = "rssKib" | "openFiles" | "threads" | "processes";

/** Epoch milliseconds, both ends belong to it. */
export interface Window {
  readonly fromMs: number;
  readonly toMs: number;
}

export type Known<T> = { readonly isKnown: true; readonly value: T } | NotKnown;
interface NotKnown {
  readonly isKnown: false;
  /** Completes "… is not known: ". */
  readonly why: string;
}

export function highest(series: ProcessSeries, metric: ResourceMetric, window: Window): Known<number> {
  return from(valuesIn(series, metric, window), (points) => points.reduce((most, { y }) => Math.max(most, y), 0));
}

export function average(series: ProcessSeries, metric: ResourceMetric, window: Window): Known<number> {
  return from(valuesIn(series, metric, window), (points) => mean(points.map(({ y }) => y)));
}

/** Cores kept busy on average, between the first and the last sample in the window. */
export function averageCores(series: ProcessSeries, window: Window): Known<number> {
  const samples = oneProcess(series, samplesIn(series, window));
  if (!samples.isKnown) return samples;
  const [first, last] = [samples.value.at(0), samples.value.at(-1)];
  if (first === undefined || last === undefined || first === last) return notKnown("it takes two samples");
  return known(((last.cpuSeconds - first.cpuSeconds) * 1000) / (last.timeMs - first.timeMs));
}

/** Per minute. */
export function growth(series: ProcessSeries, metric: ResourceMetric, window: Window): Known<Slope> {
  const samples = oneProcess(series, samplesIn(series, window));
  if (!samples.isKnown) return samples;
  const points = valuesIn(series, metric, window);
  if (!points.isKnown) return points;
  const slope = fitSlope(points.value);
  return slope === undefined ? notKnown(`${points.value.length} samples are too few for a slope`) : known(slope);
}

/** True when even the lower bound of the growth is above what is allowed; chance alone says so 1 time in 40. */
export function isLeak({ low }: Slope, allowedPerMinute: number): boolean {
  return low > allowedPerMinute;
}

function known<T>(value: T): Known<T> {
  return { isKnown: true, value };
}

function notKnown(why: string): NotKnown {
  return { isKnown: false, why };
}

function from<T, R>(given: Known<T>, use: (value: T) => R): Known<R> {
  return given.isKnown ? known(use(given.value)) : given;
}

/** Every sample that was due in the window, or why that cannot be said. */
function samplesIn(
  { name, periodMs, samples, holes }: ProcessSeries,
  window: Window,
): Known<readonly ResourceSample[]> {
  const isInside = ({ timeMs }: { readonly timeMs: number }): boolean =>
    timeMs >= window.fromMs && timeMs <= window.toMs;
  const missing = holes.filter(isInside);
  if (missing.length > 0) {
    const kinds = [...new Set(missing.map(({ why }) => why))].join(", ");
    return notKnown(`${missing.length} samples of ${name} are missing (${kinds})`);
  }
  const inside = samples.filter(isInside);
  const times = [window.fromMs, ...inside.map(({ timeMs }) => timeMs), window.toMs];
  const isCovered = times.every((time, index) => time - (times[index - 1] ?? time) <= 2 * periodMs);
  if (inside.length === 0 || !isCovered) return notKnown(`${name} was not sampled throughout`);
  return known(inside);
}

function oneProcess({ name }: ProcessSeries, samples: Known<readonly ResourceSample[]>): typeof samples {
  const pids = new Set(samples.isKnown ? samples.value.map(({ pid }) => pid) : []);
  return pids.size > 1 ? notKnown(`${name} was another process at the end than at the beginning`) : samples;
}

/** x in minutes, y the value. */
function valuesIn(
  series: ProcessSeries,
  metric: ResourceMetric,
  window: Window,
): Known<readonly { readonly x: number; readonly y: number }[]> {
  const samples = samplesIn(series, window);
  if (!samples.isKnown) return samples;
  const points = samples.value.flatMap((sample) => {
    const y = sample[metric];
    return y === null ? [] : [{ x: (sample.timeMs - window.fromMs) / 60_000, y }];
  });
  const holes = samples.value.length - points.length;
  return holes === 0 ? known(points) : notKnown(`${metric} of ${series.name} could not be read ${holes} times`);
}
