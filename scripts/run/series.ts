/** series.ndjson: one line per snapshot of k6's dashboard, as it comes, since k6's summary knows no time. */
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { errorClasses, errorsMetric, failureTag, latencyMetric, operations, roleOf } from "#contract/operations";
import type { Role } from "#contract/roles";
import type { Period, PeriodLatency, RolePeriod } from "#contract/series";
import { canaryVus } from "./live.ts";
import type { Snapshot } from "./snapshots.ts";

/** `take` writes a snapshot down; `startMs` is k6's word on when the load began. */
export interface SeriesFile {
  take(snapshot: Snapshot, startMs: number): void;
}

export function openSeries(folder: string, roles: readonly Role[]): SeriesFile {
  const file = join(folder, "series.ndjson");
  return {
    take(snapshot, startMs) {
      const period = periodOf(snapshot, startMs, roles);
      if (period !== undefined) appendFileSync(file, `${JSON.stringify(period)}\n`);
    },
  };
}

/** `undefined` for a snapshot that does not say of when it is. */
export function periodOf(snapshot: Snapshot, startMs: number, roles: readonly Role[]): Period | undefined {
  const timeMs = snapshot.get("time")?.["value"];
  if (timeMs === undefined) return undefined;
  return {
    elapsedMs: Math.round(timeMs - startMs),
    vus: Math.max(0, (snapshot.get("vus")?.["value"] ?? 0) - canaryVus),
    roles: Object.fromEntries(roles.map((role) => [role, roleIn(snapshot, role)])),
  };
}

function roleIn(snapshot: Snapshot, role: Role): RolePeriod {
  const count = (metric: string): number => snapshot.get(metric)?.["count"] ?? 0;
  const errors = errorClasses.map((name) => [name, count(`${errorsMetric}{${failureTag}:${role}.${name}}`)] as const);
  const latencies = operations
    .filter((name) => roleOf(name) === role)
    .map((name) => [name, latencyIn(snapshot.get(`${latencyMetric(name)}{role:${role}}`))] as const);
  return {
    requests: count(`http_reqs{role:${role}}`),
    errors: Object.fromEntries(errors.filter(([, failed]) => failed > 0)),
    operations: Object.fromEntries(latencies.filter(([, latency]) => latency !== undefined)),
  };
}

/** k6 repeats zeros where nothing came in; no right answer takes no time. */
function latencyIn(values: Readonly<Record<string, number>> | undefined): PeriodLatency | undefined {
  const max = values?.["max"] ?? 0;
  if (values === undefined || max === 0) return undefined;
  return { p50: values["med"] ?? 0, p95: values["p(95)"] ?? 0, p99: values["p(99)"] ?? 0, max };
}
