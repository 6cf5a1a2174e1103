/** A run's plan as the session page needs it: the time axis, the systems under load, the limits that charts show. */
import { roleOf } from "#contract/operations";
import type { Phase, PlannedSystem } from "#contract/plan";
import type { Threshold } from "#contract/threshold";
import { tooLate } from "../judge/generator.ts";
import type { PlanMessage, PlannedLine } from "./message.ts";

export interface LivePlan {
  readonly phases: readonly Phase[];
  readonly systems: readonly PlannedSystem[];
  /** Those that hold in this run. */
  readonly limits: readonly Threshold[];
}

export function planMessage({ phases, systems, limits }: LivePlan): PlanMessage {
  return {
    type: "plan",
    phases: phases.map(({ name, startMs, endMs }) => ({ name, fromMs: startMs, toMs: endMs })),
    systems: systems.map((system) => ({ role: system.role, target: system.target, name: systemName(system) })),
    limits: limits.filter(({ operation }) => systems.some(({ role }) => role === roleOf(operation))).flatMap(lineOf),
    generator: { latenessMs: tooLate.canaryP99Ms, cores: tooLate.cores },
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
