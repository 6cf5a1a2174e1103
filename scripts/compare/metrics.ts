/** What is compared of an operation, and which way each number gets worse. */
import { gridPercents } from "#contract/quantiles";
import type { OperationSummary } from "#contract/summary";

/** Worse when higher, but for throughput. */
export const metrics = ["p50", "p95", "p99", "errorRate", "throughput"] as const;
export type Metric = (typeof metrics)[number];

/** Right answers a run needs before a percentile means something (rule R2 of the requirements). */
export const samplesNeeded = { p50: 30, p95: 200, p99: 1000, errorRate: 1, throughput: 1 } as const;

/** An error rate is often 0, of which there is no ratio: it is worse when it is higher by more than this. */
const worseErrorRate = 0.01;

/** `undefined` where nothing was measured. Throughput is that of right answers. */
export function numberOf(row: OperationSummary, metric: Metric, seconds: number): number | undefined {
  if (row.count === 0) return undefined;
  if (metric === "errorRate") return row.failed / row.count;
  if (metric === "throughput") return (row.count - row.failed) / seconds;
  return row.latency?.quantiles[gridPercents.indexOf(Number(metric.slice(1)))];
}

export function samplesOf({ count, latency }: OperationSummary, metric: Metric): number {
  return metric === "errorRate" || metric === "throughput" ? count : (latency?.count ?? 0);
}

/** How much worse the head is: log of the ratio, and the plain difference of error rates. */
export function worsening(metric: Metric, base: number, head: number): number {
  if (metric === "errorRate") return head - base;
  return metric === "throughput" ? Math.log(base / head) : Math.log(head / base);
}

/** A limit on how much worse, in the same measure; `threshold` is a share: 0.1. */
export function limitOf(metric: Metric, threshold: number): number {
  return metric === "errorRate" ? worseErrorRate : Math.log(1 + threshold);
}

/** Back to what a person reads: the change of the number itself as a share, or the difference of error rates. */
export function changeOf(metric: Metric, worse: number): number {
  if (metric === "errorRate") return worse;
  return metric === "throughput" ? Math.expm1(-worse) : Math.expm1(worse);
}
