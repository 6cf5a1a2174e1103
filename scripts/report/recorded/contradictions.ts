/** What cannot be in files that a run wrote: numbers that do not fit together, within one of them or between both. */
import { errorClasses, operations } from "#contract/operations";
import { gridPercents } from "#contract/quantiles";
import type { Latency, OperationSummary, RunSummary } from "#contract/summary";
import { type ExitCode, exitCodes, type Gate, type Verdict, type VerdictName } from "#contract/verdict";
import { isLimitAllowed } from "../gate-text.ts";

/** One line each. The files have the shape that their schemas say; `undefined` is a run that left no numbers. */
export function contradictions(summary: RunSummary | undefined, verdict: Verdict): readonly string[] {
  const judged = [...ofVerdict(verdict), ...verdict.gates.flatMap(ofGate)];
  if (summary === undefined) return [...judged, ...gatesOfNothing(verdict)];
  const rows = summary.operations.flatMap(ofRow);
  return [...judged, ...(rows.length > 0 ? rows : gatesThatDiffer(summary, verdict))];
}

function ofVerdict({ verdict, exitCode, gates }: Verdict): readonly string[] {
  const open = gates.find(({ ok, undecided }) => !ok || undecided !== undefined);
  if (verdict === "PASS" && open !== undefined) return [`verdict.json is PASS, but the gate ${open.id} is not met`];
  const { pass, fail, invalid, broken, interrupted } = exitCodes;
  const codes: { readonly [V in VerdictName]: readonly ExitCode[] } = {
    PASS: [pass],
    FAIL: [fail],
    INVALID: [invalid, broken, interrupted],
  };
  const isItsOwn = codes[verdict].includes(exitCode);
  return isItsOwn ? [] : [`verdict.json is ${verdict}, but its exit code is ${exitCode}`];
}

/** One that is undecided or listed to miss its limit is ok for other reasons. */
function ofGate({ id, ok, observed, limit, metric, undecided, knownMiss }: Gate): readonly string[] {
  if (observed === null || undecided !== undefined || knownMiss !== undefined) return [];
  const isMet = observed < limit || (observed === limit && isLimitAllowed(metric));
  return isMet === ok ? [] : [`${id} is ${ok ? "met" : "missed"}, but observed ${observed} against ${limit}`];
}

function gatesOfNothing({ gates }: Verdict): readonly string[] {
  const known = new Set<string>(operations);
  const orphan = gates.find(({ operation, observed }) => known.has(operation) && observed !== null);
  return orphan === undefined ? [] : [`${orphan.id} observed ${orphan.observed}, but there is no summary.json`];
}

function ofRow(row: OperationSummary): readonly string[] {
  const { count, failed, errors, latency } = row;
  const name = `${row.operation}@${row.target}/${row.phase}`;
  if (failed > count) return [`${name}: ${failed} of ${count} failed`];
  const classes = errorClasses.reduce((sum, kind) => sum + errors[kind], 0);
  if (classes !== failed) return [`${name}: ${failed} failed, but its classes of errors are ${classes}`];
  if ((latency?.count ?? 0) !== count - failed) {
    return [`${name}: ${count - failed} succeeded, but ${latency?.count ?? 0} latencies are told`];
  }
  return latency === null || isOrdered(latency) ? [] : [`${name}: its latencies do not rise from min to max`];
}

/** Neighbours may be apart by what k6's arithmetic of percentiles rounds away. */
const rounding = 1e-6;

function isOrdered({ min, mean, max, quantiles }: Latency): boolean {
  const rising = [min, ...quantiles, max];
  return (
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
