/** The answer of GET /health: real numbers, read from memory, so that it never waits on the database (contract C0). */

export type DatabaseStatus = "connected" | "degraded" | "disconnected";

export interface PoolUse {
  readonly size: number;
  readonly minSize: number;
  readonly maxSize: number;
  readonly free: number;
  readonly waiting: number;
}

export interface StoreHealth {
  readonly databaseStatus: DatabaseStatus;
  readonly pool: PoolUse | null;
}

export interface Health {
  readonly status: "healthy" | "degraded" | "unhealthy";
  readonly timestamp: string;
  readonly uptime_seconds: number;
  readonly version: string;
  readonly pid: number;
  readonly database_status: DatabaseStatus;
  readonly connection_pool: {
    readonly size: number;
    readonly min_size: number;
    readonly max_size: number;
    readonly free: number;
    readonly waiting: number;
    readonly utilization_percent: number;
  } | null;
  readonly details: Readonly<Record<string, unknown>> | null;
}

/** Connections in use, as a share of those there may be. */
export function utilizationPercent({ size, free, maxSize }: PoolUse): number {
  return Math.round(((size - free) / maxSize) * 1000) / 10;
}

export const degradedAbovePercent = 80;
const unhealthyAbovePercent = 95;

export function describeHealth({ databaseStatus, pool }: StoreHealth, version: string, now: Date): Health {
  const percent = pool === null ? 0 : utilizationPercent(pool);
  const isUnhealthy = databaseStatus === "disconnected" || percent > unhealthyAbovePercent;
  const isDegraded = databaseStatus === "degraded" || percent > degradedAbovePercent;
  return {
    status: isUnhealthy ? "unhealthy" : isDegraded ? "degraded" : "healthy",
    timestamp: now.toISOString(),
    uptime_seconds: Math.round(process.uptime() * 1000) / 1000,
    version,
    pid: process.pid,
    database_status: databaseStatus,
    connection_pool:
      pool === null
        ? null
        : {
            size: pool.size,
            min_size: pool.minSize,
            max_size: pool.maxSize,
            free: pool.free,
            waiting: pool.waiting,
            utilization_percent: percent,
          },
    details: null,
  };
}
