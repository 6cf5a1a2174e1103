/** One snapshot of one k6 process as a message: what each system got and how each operation fared. */
import {
  errorClasses,
  errorsMetric,
  failureTag,
  latencyMetric,
  latenessMetric,
  operations,
  partOf,
  partTag,
  roleOf,
} from "#contract/operations";
import { lingerPhase, type PlannedSystem } from "#contract/plan";
import { roles } from "#contract/roles";
import { canaryVus } from "../run/live.ts";
import type { Snapshot } from "../run/snapshots.ts";
import { worst } from "./merged.ts";
import type { LatencyStats, PeriodMessage } from "./message.ts";
import { type LivePlan, systemName } from "./plan.ts";

type Values = Readonly<Record<string, number>>;

/** `beforeMs` is when the period before it ended. `undefined` for a snapshot that does not say of when it is. */
export function periodMessage(
  k6: string,
  { systems, phases }: LivePlan,
  snapshot: Snapshot,
  beforeMs: number,
): PeriodMessage | undefined {
  const timeMs = snapshot.get("time")?.["value"];
  if (timeMs === undefined) return undefined;
  const names = [...phases.map(({ name }) => name), lingerPhase];
  /** A period may lie in two phases. */
  const parts = (metric: string, system: { readonly role: string; readonly target: string }): readonly Values[] =>
    names
      .map((phase) => snapshot.get(`${metric}{${partTag}:${partOf(system, phase)}}`))
      .filter((values) => values !== undefined);
  const requests = systems.map(
    (system) => [systemName(system), sum(parts("http_reqs", system).map((values) => values["count"] ?? 0))] as const,
  );
  const latency = systems.flatMap((system) =>
    operations
      .filter((operation) => roleOf(operation) === system.role)
      .map((name) => [labelOf(name, system, systems), statsOf(parts(latencyMetric(name), system))] as const),
  );
  const lateness = parts(latenessMetric, { role: "generator", target: "generator" }).map(
    (values) => values["p(99)"] ?? 0,
  );
  return {
    type: "period",
    k6,
    timeMs,
    seconds: Math.max(0.2, (timeMs - beforeMs) / 1000),
    vus: Math.max(0, (snapshot.get("vus")?.["value"] ?? 0) - canaryVus),
    requests: Object.fromEntries(requests),
    errors: errorsIn(snapshot),
    latency: Object.fromEntries(latency.filter(([, stats]) => stats !== undefined)) as PeriodMessage["latency"],
    latenessMs: lateness.length === 0 ? null : Math.max(...lateness),
  };
}

function labelOf(operation: string, { role, target }: PlannedSystem, systems: readonly PlannedSystem[]): string {
  return systems.filter((system) => system.role === role).length > 1 ? `${operation} ${target}` : operation;
}

/** k6 repeats zeros where nothing came in; no right answer takes no time. */
function statsOf(values: readonly Values[]): LatencyStats | undefined {
  const all = values
    .filter((each) => (each["max"] ?? 0) > 0)
    .map((each): LatencyStats => [each["med"] ?? 0, each["p(95)"] ?? 0, each["p(99)"] ?? 0, each["max"] ?? 0]);
  return all.length === 0 ? undefined : all.reduce(worst);
}

function errorsIn(snapshot: Snapshot): Readonly<Record<string, number>> {
  const counts = roles.flatMap((role) =>
    errorClasses.map((name) => {
      const failure = `${role}.${name}`;
      return [failure, snapshot.get(`${errorsMetric}{${failureTag}:${failure}}`)?.["count"] ?? 0] as const;
    }),
  );
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
