/**
 * Where a series of numbers changed for good: E-divisive means in windows, candidates told from chance by a t-test, weak ones
 * merged away. The steps, their order and their constants are those of Apache Otava (its `analysis.py`), which follows Fleming
 * et al. 2023, "Hunter: Using Change Point Detection to Hunt for Performance Regressions" (doi 10.1145/3578244.3583719).
 */
import { candidateIn } from "./e-divisive.ts";
import { mean, tTest } from "./student-t.ts";

export interface ChangePoint {
  /** Of the first value after the change. */
  readonly index: number;
  /** How likely chance alone makes both sides differ so much. */
  readonly pValue: number;
  /** Mean of the values from the change before it, and up to the next one. */
  readonly before: number;
  readonly after: number;
}

export interface Sensitivity {
  /** A change is one when chance makes it less often than this. */
  readonly mostPValue: number;
  /** And when it is larger than this share of either side. */
  readonly leastShare: number;
  readonly windowLength: number;
}

/** Otava's own. */
export const defaults: Sensitivity = { mostPValue: 0.001, leastShare: 0, windowLength: 50 };

export function changePoints(series: readonly number[], given: Partial<Sensitivity> = {}): readonly ChangePoint[] {
  const sensitivity = { ...defaults, ...given };
  return merged(series, weakPoints(series, sensitivity), sensitivity);
}

/** Points that are ten times less sure: some become sure once the windows' edges are no longer in the way. */
function weakPoints(series: readonly number[], { mostPValue, windowLength }: Sensitivity): readonly number[] {
  const step = Math.floor(windowLength / 2);
  const found = new Set<number>();
  for (let start = 0; start < series.length; ) {
    const points = divide(series, start, Math.min(start + windowLength, series.length), mostPValue * 10);
    for (const point of points) found.add(point);
    start = Math.max(points.at(-1) ?? 0, start + step);
  }
  return [...found].sort((a, b) => a - b);
}

/** Divides a part at its likeliest place, and its parts at theirs, until the likeliest of all is chance. */
function divide(series: readonly number[], from: number, to: number, mostPValue: number): readonly number[] {
  const points: number[] = [];
  for (;;) {
    const edges = [from, ...points, to];
    const [best] = pairs(edges)
      .flatMap(([start, end]) => {
        const candidate = candidateIn(series, start, end);
        return candidate === undefined ? [] : [{ ...candidate, start, end }];
      })
      .sort((a, b) => b.distance - a.distance);
    if (best === undefined) return points;
    const { start, index, end } = best;
    if (tTest(series.slice(start, index), series.slice(index, end)) > mostPValue) return points;
    points.push(index);
    points.sort((a, b) => a - b);
  }
}

/**
 * Takes away the least sure point, then the smallest, until all that stay are sure and large enough. Of the two beside a point that
 * went, Otava asks only the later one anew, and the one after it; so does this, or positions would differ in one series of ten.
 */
function merged(
  series: readonly number[],
  weak: readonly number[],
  { mostPValue, leastShare }: Sensitivity,
): readonly ChangePoint[] {
  let points = described(series, weak);
  for (;;) {
    const doubtful = points.filter(({ pValue }) => pValue >= mostPValue).sort((a, b) => b.pValue - a.pValue)[0];
    const small = points.filter((point) => shareOf(point) <= leastShare).sort((a, b) => shareOf(a) - shareOf(b))[0];
    const weakest = doubtful ?? small;
    const indexes = points.map(({ index }) => index);
    if (weakest === undefined) return described(series, indexes);
    const gone = points.indexOf(weakest);
    const anew = described(series, indexes.toSpliced(gone, 1));
    points = points
      .toSpliced(gone, 1)
      .map((old, place) => (place === gone || place === gone + 1 ? (anew[place] ?? old) : old));
  }
}

/** Each beside its neighbours, which change when one of them goes. */
export function described(series: readonly number[], points: readonly number[]): readonly ChangePoint[] {
  const edges = [0, ...points, series.length];
  return points.map((index, place) => {
    const [left, right] = [series.slice(edges[place], index), series.slice(index, edges[place + 2])];
    return { index, pValue: tTest(left, right), before: mean(left), after: mean(right) };
  });
}

/** The larger of the change as a share of what was before and of what is after. */
export function shareOf({ before, after }: ChangePoint): number {
  const forward = before === 0 ? 0 : Math.abs(after / before - 1);
  const backward = after === 0 ? 0 : Math.abs(before / after - 1);
  return Math.max(forward, backward);
}

function pairs(edges: readonly number[]): readonly (readonly [number, number])[] {
  return edges.slice(1).map((end, index) => [edges[index] ?? 0, end] as const);
}
