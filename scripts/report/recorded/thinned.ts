/** Makes the periods of a long run few enough to draw, without hiding the worst of them. */
import { errorClasses, operations } from "#contract/operations";
import { type Role, roles } from "#contract/roles";
import type { Period, PeriodLatency, RolePeriod } from "#contract/series";

const mostPeriods = 200;

/** Of neighbours that become one, counts are summed and of each latency the highest stays. */
export function thinned(periods: readonly Period[], most = mostPeriods): readonly Period[] {
  const size = Math.ceil(periods.length / most);
  if (size <= 1) return periods;
  return [...Map.groupBy(periods, (_, index) => Math.floor(index / size)).values()].map(merged);
}

function merged(group: readonly Period[]): Period {
  const played = roles.filter((role) => group.some((period) => period.roles[role] !== undefined));
  return {
    elapsedMs: group.at(-1)?.elapsedMs ?? 0,
    vus: Math.max(...group.map(({ vus }) => vus)),
    roles: Object.fromEntries(played.map((role) => [role, mergedRole(group, role)])),
  };
}

function mergedRole(group: readonly Period[], role: Role): RolePeriod {
  const own = group.flatMap((period) => period.roles[role] ?? []);
  const sum = (of: (period: RolePeriod) => number): number => own.reduce((total, period) => total + of(period), 0);
  const errors = errorClasses.map((name) => [name, sum(({ errors: counts }) => counts[name] ?? 0)] as const);
  const latencies = operations.map((name) => [name, worst(own.flatMap((period) => period.operations[name] ?? []))]);
  return {
    requests: sum(({ requests }) => requests),
    errors: Object.fromEntries(errors.filter(([, count]) => count > 0)),
    operations: Object.fromEntries(latencies.filter(([, latency]) => latency !== undefined)),
  };
}

function worst(latencies: readonly PeriodLatency[]): PeriodLatency | undefined {
  if (latencies.length === 0) return undefined;
  const most = (stat: keyof PeriodLatency): number => Math.max(...latencies.map((latency) => latency[stat]));
  return { p50: most("p50"), p95: most("p95"), p99: most("p99"), max: most("max") };
}
