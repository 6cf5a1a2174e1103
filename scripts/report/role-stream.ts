/** All that was recorded of one role over a run's load, as one JSON file for who draws or compares it with other means. */
import { roleOf } from "#contract/operations";
import type { Role } from "#contract/roles";
import type { Gate } from "#contract/verdict";
import type { RecordedRun } from "./recorded/run.ts";

const schemaVersion = 1;

/** True when the run put such systems under load and k6 said what became of it. */
export function hasRole(role: Role, { config: { systems = [] }, summary }: RecordedRun): boolean {
  return summary !== undefined && systems.some((system) => system.role === role);
}

export function roleStream(role: Role, { id, config, summary, verdict, phases, series }: RecordedRun): string {
  const { startedAt, machine, versions, revision, systems = [] } = config;
  const isOfRole = ({ operation }: Gate): boolean => operation.startsWith(`${role}.`);
  const stream = {
    schemaVersion,
    run: id,
    role,
    systems: systems.filter((system) => system.role === role),
    scenario: summary?.scenario,
    profile: summary?.profile,
    durationScale: summary?.durationScale,
    startedAt,
    machine,
    versions,
    revision,
    verdict: verdict.verdict,
    phases,
    operations: summary?.operations.filter(({ operation }) => roleOf(operation) === role),
    gates: verdict.gates.filter(isOfRole),
    stream: series.map(({ elapsedMs, vus, roles }) => ({ elapsedMs, vus, ...roles[role] })),
  };
  return `${JSON.stringify(stream)}\n`;
}
