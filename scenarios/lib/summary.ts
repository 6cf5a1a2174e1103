/** Writes this k6 process's numbers in the suite's own shape when the run ends. */
import {
  type ErrorClass,
  errorClasses,
  failedMetric,
  latencyMetric,
  type Operation,
  operations,
  roleOf,
} from "#contract/operations";
import type { PlannedSystem } from "#contract/plan";
import { gridPercents, trendStat } from "#contract/quantiles";
import type { IterationSummary, K6Summary, K6Threshold, Latency, OperationSummary } from "#contract/summary";
import { summarySchemaVersion } from "#contract/summary";
import { phaseSelector } from "#contract/threshold";
import { plan, scenarioOf } from "./plan.ts";
import { errorSelector, iterationSelectors, latenessSelector, summaryPhases } from "./selectors.ts";

/** What k6 hands to handleSummary; @types/k6 has no type for it. */
interface SummaryData {
  readonly state: { readonly testRunDurationMs: number };
  readonly metrics: { readonly [name: string]: Metric | undefined };
}
interface Metric {
  readonly values: { readonly [stat: string]: number | undefined };
  readonly thresholds?: { readonly [expression: string]: { readonly ok: boolean } };
}

export function handleSummary(data: SummaryData): { [path: string]: string } {
  const summary: K6Summary = {
    schemaVersion: summarySchemaVersion,
    durationMs: data.state.testRunDurationMs,
    maxVus: value(data, "vus_max", "max"),
    requests: value(data, "http_reqs", "count"),
    operations: plan.systems.flatMap((system) => operationsOf(data, system)),
    iterations: plan.systems.map((system) => iterationsOf(data, scenarioOf(system), system.target)),
    lateness: summaryPhases.map((phase) => ({ phase, latency: latency(data, latenessSelector(phase)) })),
    thresholds: thresholdsOf(data),
  };
  return { [plan.summaryPath]: JSON.stringify(summary) };
}

function operationsOf(data: SummaryData, { role, target }: PlannedSystem): OperationSummary[] {
  const rows: OperationSummary[] = [];
  for (const operation of operations.filter((name) => roleOf(name) === role)) {
    for (const phase of summaryPhases) {
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

function errorsOf(data: SummaryData, operation: Operation, target: string, phase: string): OperationSummary["errors"] {
  const count = (errorClass: ErrorClass): number =>
    value(data, errorSelector(operation, target, phase, errorClass), "count");
  return Object.fromEntries(errorClasses.map((name) => [name, count(name)])) as OperationSummary["errors"];
}

function iterationsOf(data: SummaryData, scenario: string, target: string): IterationSummary {
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

function latency(data: SummaryData, selector: string): Latency | null {
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

function thresholdsOf({ metrics }: SummaryData): K6Threshold[] {
  return Object.entries(metrics).flatMap(([metric, measured]) =>
    Object.entries(measured?.thresholds ?? {}).map(([expression, { ok }]) => ({ metric, expression, ok })),
  );
}

/** A metric k6 never saw counts as 0; whether that is allowed is the judge's to say. */
function value({ metrics }: SummaryData, name: string, stat: string): number {
  return metrics[name]?.values[stat] ?? 0;
}
