/** One line of series.ndjson: what one period of the load looked like, so that a report can draw it over time. */
import type { ErrorClass, Operation } from "./operations.ts";
import type { Role } from "./roles.ts";

/** Latency of successful operations in milliseconds; absent from a period in which none succeeded. */
export interface PeriodLatency {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

export interface RolePeriod {
  readonly requests: number;
  /** Failed operations by class; classes without one are left out. */
  readonly errors: { readonly [C in ErrorClass]?: number };
  readonly operations: { readonly [O in Operation]?: PeriodLatency };
}

export interface Period {
  /** End of the period, counted from the load's begin by k6's own clock. */
  readonly elapsedMs: number;
  readonly vus: number;
  readonly roles: { readonly [R in Role]?: RolePeriod };
}
