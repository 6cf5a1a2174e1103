/** Turns limits on resources and what was sampled into gates. What was not sampled without a hole is undecided, never met. */
import type { PlannedSystem } from "#contract/plan";
import {
  holdsFor,
  isInsideMetric,
  type ResourceThreshold,
  resourceMetrics,
  showInside,
} from "#contract/resource-threshold";
import type { RunSummary } from "#contract/summary";
import type { Gate } from "#contract/verdict";
import { asListed } from "./known-miss.ts";
import type { ProcessSeries, ResourceSeries } from "./resource-series.ts";
import { average, growth, highest, type Known, type Window } from "./resources.ts";

export interface ResourceEvidence {
  readonly thresholds: readonly ResourceThreshold[];
  readonly series: ResourceSeries;
  /** Epoch milliseconds at which the load began; `null` when it never did. */
  readonly loadStartMs: number | null;
  /** Of every target this run started, by its name: how long each timed start on an empty store took. */
  readonly startsMs: ReadonlyMap<string, readonly number[]>;
  /** How long it took each time to index its corpus into an empty store, by target. */
  readonly indexMs?: ReadonlyMap<string, readonly number[]>;
}

/** One per limit and target it holds for. A target that was broken on purpose, or that already ran, is not judged. */
export function judgeResources(
  summary: RunSummary,
  systems: readonly PlannedSystem[],
  evidence: ResourceEvidence,
): readonly Gate[] {
  return rowsOf(summary, systems, evidence)
    .filter(({ system }) => evidence.startsMs.has(system.target) && !isBroken(summary, system))
    .map(({ threshold, system }) => judgeOne(threshold, system, summary, evidence));
}

/** What a reader should know of them though it decides nothing. */
export function resourceNotes(
  summary: RunSummary,
  systems: readonly PlannedSystem[],
  evidence: ResourceEvidence,
  gates: readonly Gate[],
): readonly string[] {
  const rows = rowsOf(summary, systems, evidence);
  const unseen = rows.filter(({ system }) => !evidence.startsMs.has(system.target));
  const idle = rows
    .filter(({ threshold }) => threshold.metric === "rssMaxKib")
    .flatMap(({ threshold, system }) => {
      const name = threshold.process ?? system.target;
      const before = evidence.series.get(name)?.samples.findLast(({ timeMs }) => timeMs < (evidence.loadStartMs ?? 0));
      return before === undefined ? [] : [`${name}: RSS ${before.rssKib} KiB when the load began`];
    });
  return [
    ...unseen.map(
      ({ threshold, system }) =>
        `${threshold.requirement} (${resourceMetrics[threshold.metric].label}) is not judged for ${system.target}: this run did not start it`,
    ),
    ...idle,
    ...gates.flatMap(({ id, requirement, metric, observed, limit, ok, knownMiss }) =>
      knownMiss === undefined || !ok || observed === null || !isInsideMetric(metric)
        ? []
        : [
            `${id} (${requirement}): ${showInside(metric, observed)}, limit ${showInside(metric, limit)}, missed as listed: ${knownMiss}`,
          ],
    ),
  ];
}

interface Row {
  readonly threshold: ResourceThreshold;
  readonly system: PlannedSystem;
}

function rowsOf(
  { profile }: RunSummary,
  systems: readonly PlannedSystem[],
  { thresholds }: ResourceEvidence,
): readonly Row[] {
  return systems.flatMap((system) =>
    thresholds.filter((threshold) => holdsFor(threshold, system, profile)).map((threshold) => ({ threshold, system })),
  );
}

function isBroken({ phases }: RunSummary, { target }: PlannedSystem): boolean {
  return phases.some(({ exempt }) => exempt.includes(target));
}

/** What is timed before the load, and is no memory. */
const aboutBeforeLoad: { readonly [metric: string]: string } = { startMaxMs: "start", indexMaxMs: "index" };

/** Operation name of a limit's gate. */
export function resourceOperation({ metric, process }: Pick<ResourceThreshold, "metric" | "process">): string {
  return `resource.${aboutBeforeLoad[metric] ?? "memory"}${process === undefined ? "" : `.${process}`}`;
}

function judgeOne(
  threshold: ResourceThreshold,
  { target }: PlannedSystem,
  summary: RunSummary,
  evidence: ResourceEvidence,
): Gate {
  const { requirement, metric, limit, knownMisses = {} } = threshold;
  const before = beforeLoad(metric, target, evidence);
  const phase = aboutBeforeLoad[metric] ?? "judged";
  const operation = resourceOperation(threshold);
  const base = {
    id: `${operation}@${target}/${phase}/${metric}${threshold.isOfBaseline === true ? "/baseline" : ""}`,
    requirement,
    operation,
    target,
    phase,
    metric,
    limit,
  };
  const { found, samples } = before ?? memoryOf(threshold, threshold.process ?? target, summary, evidence);
  if (!found.isKnown) return { ...base, observed: null, samples, ok: false, undecided: found.why };
  const observed = found.value;
  const isMet = resourceMetrics[metric].isLimitAllowed ? observed <= limit : observed < limit;
  return { ...base, observed, samples, ...asListed(isMet, knownMisses[target]) };
}

export interface Found {
  readonly found: Known<number>;
  readonly samples: number;
}

function unknown(why: string): Found {
  return { found: { isKnown: false, why }, samples: 0 };
}

function beforeLoad(
  metric: ResourceThreshold["metric"],
  target: string,
  { startsMs, indexMs }: ResourceEvidence,
): Found | undefined {
  if (metric === "startMaxMs") return longestOf("start", startsMs.get(target));
  if (metric === "indexMaxMs") return longestOf("index run", indexMs?.get(target));
  return undefined;
}

function longestOf(what: string, timesMs: readonly number[] = []): Found {
  if (timesMs.length === 0) return unknown(`no ${what} was timed`);
  return { found: { isKnown: true, value: Math.max(...timesMs) }, samples: timesMs.length };
}

export function memoryOf(
  { metric }: Pick<ResourceThreshold, "metric">,
  process: string,
  { phases }: RunSummary,
  { series, loadStartMs }: ResourceEvidence,
): Found {
  const judged = phases.filter(({ isJudged }) => isJudged);
  const [first, last] = [judged.at(0), judged.at(-1)];
  const own = series.get(process);
  if (own === undefined) return unknown(`${process} was not sampled`);
  if (loadStartMs === null || first === undefined || last === undefined) return unknown("the load never began");
  const window = { fromMs: loadStartMs + first.startMs, toMs: loadStartMs + last.endMs };
  const samples = own.samples.filter(({ timeMs }) => timeMs >= window.fromMs && timeMs <= window.toMs).length;
  return { found: metric === "rssRiseKib" ? riseOf(own, window, loadStartMs) : measure(metric, own, window), samples };
}

/** Above the last sample before the load. */
function riseOf(series: ProcessSeries, window: Window, loadStartMs: number): Known<number> {
  const idle = series.samples.findLast(({ timeMs }) => timeMs < loadStartMs);
  if (idle === undefined) return { isKnown: false, why: `${series.name} was not sampled before the load` };
  const most = highest(series, "rssKib", window);
  return most.isKnown ? { isKnown: true, value: most.value - idle.rssKib } : most;
}

function measure(metric: ResourceThreshold["metric"], series: ProcessSeries, window: Window): Known<number> {
  const whole = highest(series, "rssKib", window);
  if (metric === "rssMaxKib" || !whole.isKnown) return whole;
  if (metric === "rssGrowthMib" || metric === "rssGrownMib") {
    const slope = growth(series, "rssKib", window);
    const minutes = metric === "rssGrownMib" ? (window.toMs - window.fromMs) / 60_000 : 1;
    return slope.isKnown ? { isKnown: true, value: (slope.value.low / 1024) * minutes } : slope;
  }
  const quarterMs = (window.toMs - window.fromMs) / 4;
  const first = average(series, "rssKib", { ...window, toMs: window.fromMs + quarterMs });
  const last = average(series, "rssKib", { ...window, fromMs: window.toMs - quarterMs });
  if (!first.isKnown) return first;
  return last.isKnown ? { isKnown: true, value: last.value / first.value } : last;
}
