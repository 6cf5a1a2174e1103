/** The thresholds of this run as k6 wants them: every limit, and a limit that always holds for each sub-metric the summary needs. */
import {
  errorClasses,
  errorsMetric,
  failedMetric,
  latencyMetric,
  latenessMetric,
  roleOf,
  startedMetric,
  threwMetric,
} from "#contract/operations";
import { lingerPhase, type Phase, type RunPlan, scenarioOf } from "#contract/plan";
import { holdsIn, isAbout, k6Expression, phaseSelector, type Threshold } from "#contract/threshold";

/** k6 keeps a tagged sub-metric only where a threshold names it; this one names without limiting. */
const anything = { trend: "max>=0", rate: "rate>=0", counter: "count>=0" } as const;

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

/** Names of all phases samples may carry. */
export function summaryPhases(phases: readonly Phase[]): readonly string[] {
  return [...phases.map(({ name }) => name), lingerPhase];
}

/** `limits` are those that hold in this run. */
export function selectors(plan: RunPlan, limits: readonly Threshold[]): { [metric: string]: string[] } {
  const out: { [metric: string]: string[] } = {};
  const phases = summaryPhases(plan.phases);
  for (const phase of phases) out[latenessSelector(phase)] = [anything.trend];
  for (const system of plan.systems) {
    for (const selector of Object.values(iterationSelectors(scenarioOf(system)))) out[selector] = [anything.counter];
    for (const operation of plan.operations.filter((name) => roleOf(name) === system.role)) {
      for (const phase of phases) {
        out[phaseSelector(latencyMetric(operation), system.target, phase)] = [anything.trend];
        out[phaseSelector(failedMetric(operation), system.target, phase)] = [anything.rate];
        for (const errorClass of errorClasses)
          out[errorSelector(operation, system.target, phase, errorClass)] = [anything.counter];
      }
    }
    for (const limit of limits.filter((each) => isAbout(each, system))) {
      for (const phase of plan.phases.filter((each) => holdsIn(limit, each, system, plan.systems))) {
        const { metric, expression } = k6Expression(limit, system.target, phase.name);
        out[metric]?.push(expression);
      }
    }
  }
  return out;
}
