/** What cannot be in files that a run wrote: numbers that do not fit together, within summary.json or with the verdict. */
import { errorClasses, operations } from "#contract/operations";
import { gridPercents } from "#contract/quantiles";
import type { Latency, OperationSummary, RunSummary } from "#contract/summary";
import type { Verdict } from "#contract/verdict";

/** One line each. Both files come from outside: nothing in them is sure to be there. */
export function contradictions(summary: RunSummary, verdict: Verdict): readonly string[] {
  if (!Array.isArray(summary.operations)) return ["summary.json has no operations"];
  if (!Array.isArray(summary.phases)) return ["summary.json has no phases"];
  if (!Array.isArray(verdict.gates)) return ["verdict.json has no gates"];
  const rows = summary.operations.flatMap(ofRow);
  return rows.length > 0 ? rows : gatesThatDiffer(summary, verdict);
}

function ofRow(row: OperationSummary): readonly string[] {
  const name = `${row?.operation}@${row?.target}/${row?.phase}`;
  if (!operations.includes(row?.operation)) return [`there is no operation ${row?.operation}`];
  const { count, failed, errors, latency } = row;
  if (![count, failed].every(isCount) || failed > count) return [`${name}: ${failed} of ${count} failed`];
  const classes = errorClasses.reduce((sum, kind) => sum + (errors?.[kind] ?? Number.NaN), 0);
  if (classes !== failed) return [`${name}: ${failed} failed, but its classes of errors are ${classes}`];
  if ((latency?.count ?? 0) !== count - failed) {
    return [`${name}: ${count - failed} succeeded, but ${latency?.count ?? 0} latencies are told`];
  }
  return latency === null || isOrdered(latency) ? [] : [`${name}: its latencies do not rise from min to max`];
}

/** Neighbours may be apart by what k6's arithmetic of percentiles rounds away. */
const rounding = 1e-6;

function isOrdered({ min, mean, max, quantiles }: Latency): boolean {
  if (!Array.isArray(quantiles) || quantiles.length !== gridPercents.length) return false;
  const rising = [min, ...quantiles, max];
  return (
    rising.every((value) => typeof value === "number" && value >= 0) &&
    rising.every((value, index) => index === 0 || value >= (rising[index - 1] ?? 0) - rounding) &&
    mean >= min - rounding &&
    mean <= max + rounding
  );
}

/** A gate's observed value is the summary's. */
function gatesThatDiffer({ operations: rows }: RunSummary, { gates }: Verdict): readonly string[] {
  return gates.flatMap(({ id, operation, target, phase, metric, observed }) => {
    const row = rows.find((each) => each.operation === operation && each.target === target && each.phase === phase);
    const value = row && told(row, metric);
    if (value === undefined || observed === null || Math.abs(value - observed) <= rounding) return [];
    return [`${id} observed ${observed}, but summary.json has ${value}`];
  });
}

function told({ latency, count, failed }: OperationSummary, metric: string): number | undefined {
  if (metric === "errorRate") return count === 0 ? undefined : failed / count;
  if (latency === null) return undefined;
  if (metric === "max" || metric === "mean") return latency[metric];
  return /^p\d+$/.test(metric) ? latency.quantiles[gridPercents.indexOf(Number(metric.slice(1)))] : undefined;
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0;
}
