/** All that was recorded of one role over a run's load, as one JSON file for who draws or compares it with other means. */
import { roleOf } from "#contract/operations";
import type { Phase } from "#contract/plan";
import type { Role } from "#contract/roles";
import type { RolePeriod } from "#contract/series";
import type { OperationSummary } from "#contract/summary";
import type { Gate, VerdictName } from "#contract/verdict";
import type { RecordedConfig, RecordedRun } from "./recorded/run.ts";

export interface RoleStream extends Required<Pick<RecordedConfig, "systems" | "versions">> {
  readonly schemaVersion: 1;
  readonly run: string;
  readonly role: Role;
  readonly scenario: string;
  readonly profile: string;
  readonly durationScale: number;
  /** `null`, as the others, where an old run did not record it. */
  readonly startedAt: string | null;
  readonly machine: NonNullable<RecordedConfig["machine"]> | null;
  readonly revision: string | null;
  readonly verdict: VerdictName;
  readonly phases: readonly Phase[];
  readonly operations: readonly OperationSummary[];
  readonly gates: readonly Gate[];
  /** Without numbers of the role where it did nothing in a period. */
  readonly stream: readonly ({ readonly elapsedMs: number; readonly vus: number } & Partial<RolePeriod>)[];
}

/** True when the run put such systems under load and k6 said what became of it. */
export function hasRole(role: Role, { config: { systems = [] }, summary }: RecordedRun): boolean {
  return summary !== undefined && systems.some((system) => system.role === role);
}

export function roleStream(role: Role, { id, config, summary, verdict, phases, series }: RecordedRun): string {
  if (summary === undefined) throw new Error(`${id} has no summary`); // what hasRole is for
  const { startedAt, machine, versions = {}, revision, systems = [] } = config;
  const stream: RoleStream = {
    schemaVersion: 1,
    run: id,
    role,
    systems: systems.filter((system) => system.role === role),
    scenario: summary.scenario,
    profile: summary.profile,
    durationScale: summary.durationScale,
    startedAt: startedAt ?? null,
    machine: machine ?? null,
    versions,
    revision: revision ?? null,
    verdict: verdict.verdict,
    phases,
    operations: summary.operations.filter(({ operation }) => roleOf(operation) === role),
    gates: verdict.gates.filter(({ operation }) => operation.startsWith(`${role}.`)),
    stream: series.map(({ elapsedMs, vus, roles }) => ({ elapsedMs, vus, ...roles[role] })),
  };
  return `${JSON.stringify(stream)}\n`;
}
