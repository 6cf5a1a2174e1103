/** A run's plan as the session page needs it: the time axis, the systems under load, the limits that charts show. */
import type { GeneratorLimits } from "#contract/calibration";
import { roleOf } from "#contract/operations";
import type { Phase, PlannedSystem } from "#contract/plan";
import type { Threshold } from "#contract/threshold";
import { lateCanaryP99Ms } from "../judge/calibration.ts";
import type { PlanMessage, PlannedLine } from "./message.ts";

export interface LivePlan {
  /** When k6 is late on this machine. */
  readonly generator: GeneratorLimits;
  readonly phases: readonly Phase[];
  readonly systems: readonly PlannedSystem[];
  /** Those that hold in this run. */
  readonly limits: readonly Threshold[];
}

export function planMessage({ phases, systems, limits, generator }: LivePlan): PlanMessage {
  return {
    type: "plan",
    phases: phases.map(({ name, startMs, endMs }) => ({ name, fromMs: startMs, toMs: endMs })),
    systems: systems.map((system) => ({ role: system.role, target: system.target, name: systemName(system) })),
    limits: limits.filter(({ operation }) => systems.some(({ role }) => role === roleOf(operation))).flatMap(lineOf),
    generator: { latenessMs: lateCanaryP99Ms, cores: generator.cores },
  };
}

export function systemName({ role, target }: PlannedSystem): string {
  return `${role} ${target}`;
}

function lineOf({ operation, metric, below }: Threshold): readonly PlannedLine[] {
  if (metric === "errorRate") return [];
  const view = metric === "mean" ? "p50" : metric;
  return [{ role: roleOf(operation), view, label: `${operation} ${metric} < ${below} ms`, value: below }];
}
