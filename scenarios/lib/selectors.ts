/** The thresholds of this run as k6 wants them: every limit, and a limit that always holds for each sub-metric the summary needs. */
import {
  errorClasses,
  errorsMetric,
  failedMetric,
  latencyMetric,
  latenessMetric,
  operations,
  roleOf,
  startedMetric,
  threwMetric,
} from "#contract/operations";
import { appliesTo, k6Expression, phaseSelector, type Threshold } from "#contract/threshold";
import { thresholds as mcp } from "#thresholds/mcp";
import { thresholds as registry } from "#thresholds/registry";
import { thresholds as search } from "#thresholds/search";
import { lingerPhase, phases } from "./phase.ts";
import { plan, scenarioOf } from "./plan.ts";

/** k6 keeps a tagged sub-metric only where a threshold names it; this one names without limiting. */
const anything = { trend: "max>=0", rate: "rate>=0", counter: "count>=0" } as const;
const all: readonly Threshold[] = [...registry, ...search, ...mcp];

/** Sub-metric of one error class of one operation. */
export function errorSelector(operation: string, target: string, phase: string, errorClass: string): string {
  return `${errorsMetric}{operation:${operation},class:${errorClass},target:${target},phase:${phase}}`;
}

export function iterationSelectors(scenario: string): {
  started: string;
  completed: string;
  threw: string;
  dropped: string;
} {
  const of = (metric: string): string => `${metric}{scenario:${scenario}}`;
  return {
    started: of(startedMetric),
    completed: of("iterations"),
    threw: of(threwMetric),
    dropped: of("dropped_iterations"),
  };
}

export function latenessSelector(phase: string): string {
  return `${latenessMetric}{phase:${phase}}`;
}

export const summaryPhases = [...phases.map(({ name }) => name), lingerPhase];

export function selectors(): { [metric: string]: string[] } {
  const out: { [metric: string]: string[] } = {};
  for (const phase of summaryPhases) out[latenessSelector(phase)] = [anything.trend];
  for (const system of plan.systems) {
    for (const selector of Object.values(iterationSelectors(scenarioOf(system)))) out[selector] = [anything.counter];
    for (const operation of operations.filter((name) => roleOf(name) === system.role)) {
      for (const phase of summaryPhases) {
        out[phaseSelector(latencyMetric(operation), system.target, phase)] = [anything.trend];
        out[phaseSelector(failedMetric(operation), system.target, phase)] = [anything.rate];
        for (const errorClass of errorClasses)
          out[errorSelector(operation, system.target, phase, errorClass)] = [anything.counter];
      }
    }
    addLimits(out, system.target, system.role);
  }
  return out;
}

function addLimits(out: { [metric: string]: string[] }, target: string, role: string): void {
  const limits = all.filter((limit) => roleOf(limit.operation) === role && appliesTo(limit, plan.profile));
  for (const limit of limits) {
    for (const phase of phases.filter(({ isJudged }) => isJudged)) {
      const { metric, expression } = k6Expression(limit, target, phase.name);
      out[metric]?.push(expression);
    }
  }
}
