/** Turns what one k6 process measured into the suite's own shape. */
import {
  type ErrorClass,
  errorClasses,
  failedMetric,
  latencyMetric,
  type Operation,
  roleOf,
  uncheckedMetric,
} from "#contract/operations";
import { type PlannedSystem, type RunPlan, scenarioOf } from "#contract/plan";
import { gridPercents, trendStat } from "#contract/quantiles";
import type { IterationSummary, K6Summary, K6Threshold, Latency, OperationSummary } from "#contract/summary";
import { summarySchemaVersion } from "#contract/summary";
import { phaseSelector } from "#contract/threshold";
import { errorSelector, iterationSelectors, latenessSelector, summaryPhases } from "./selectors.ts";

/** What k6 hands to handleSummary. */
interface Measured {
  readonly state: { readonly testRunDurationMs: number };
  readonly metrics: { readonly [name: string]: Metric | undefined };
}
interface Metric {
  readonly values: { readonly [stat: string]: number | undefined };
  readonly thresholds?: { readonly [expression: string]: { readonly ok: boolean } };
}

/** `undefined` when the text is no summary of k6's, whole and readable. */
export function readMeasured(text: string, { systems, phases, operations }: RunPlan): K6Summary | undefined {
  const data = parse(text);
  if (data === undefined) return undefined;
  const names = summaryPhases(phases);
  const unchecked = value(data, uncheckedMetric, "count");
  return {
    schemaVersion: summarySchemaVersion,
    durationMs: data.state.testRunDurationMs,
    maxVus: value(data, "vus_max", "max"),
    requests: value(data, "http_reqs", "count"),
    ...(unchecked === 0 ? {} : { unchecked }),
    operations: systems.flatMap((system) => operationsOf(data, system, operations, names)),
    iterations: systems.map((system) => iterationsOf(data, scenarioOf(system), system.target)),
    lateness: names.map((phase) => ({ phase, latency: latency(data, latenessSelector(phase)) })),
    thresholds: thresholdsOf(data),
  };
}

function parse(text: string): Measured | undefined {
  try {
    const data = JSON.parse(text) as Partial<Measured> | null;
    return data?.metrics === undefined || data.state === undefined ? undefined : (data as Measured);
  } catch {
    return undefined; // cut off while it was written
  }
}

function operationsOf(
  data: Measured,
  { role, target }: PlannedSystem,
  operations: RunPlan["operations"],
  phases: readonly string[],
): OperationSummary[] {
  const rows: OperationSummary[] = [];
  for (const operation of operations.filter((name) => roleOf(name) === role)) {
    for (const phase of phases) {
      const selector = phaseSelector(failedMetric(operation), target, phase);
      const failed = value(data, selector, "passes"); // the Rate says "failed", so its passes are failures
      const count = failed + value(data, selector, "fails");
      if (count === 0) continue;
      const errors = errorsOf(data, operation, target, phase);
      rows.push({
        operation,
        target,
        phase,
        count,
        failed,
        errors,
        latency: latency(data, phaseSelector(latencyMetric(operation), target, phase)),
      });
    }
  }
  return rows;
}

function errorsOf(data: Measured, operation: Operation, target: string, phase: string): OperationSummary["errors"] {
  const count = (errorClass: ErrorClass): number =>
    value(data, errorSelector(operation, target, phase, errorClass), "count");
  return Object.fromEntries(errorClasses.map((name) => [name, count(name)])) as OperationSummary["errors"];
}

function iterationsOf(data: Measured, scenario: string, target: string): IterationSummary {
  const selectors = iterationSelectors(scenario);
  const count = (name: keyof typeof selectors): number => value(data, selectors[name], "count");
  return {
    scenario,
    target,
    started: count("started"),
    completed: count("completed"),
    threw: count("threw"),
    dropped: count("dropped"),
  };
}

function latency(data: Measured, selector: string): Latency | null {
  const at = (stat: string): number => value(data, selector, stat);
  const count = at("count");
  if (count === 0) return null;
  return {
    count,
    min: at("min"),
    mean: at("avg"),
    max: at("max"),
    quantiles: gridPercents.map((percent) => at(trendStat(percent))),
  };
}

function thresholdsOf({ metrics }: Measured): K6Threshold[] {
  return Object.entries(metrics).flatMap(([metric, measured]) =>
    Object.entries(measured?.thresholds ?? {}).map(([expression, { ok }]) => ({ metric, expression, ok })),
  );
}

/** A metric k6 never saw counts as 0; whether that is allowed is the judge's to say. */
function value({ metrics }: Measured, name: string, stat: string): number {
  return metrics[name]?.values[stat] ?? 0;
}
