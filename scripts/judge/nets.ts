/** Turns limits on net costs into gates: the mean of an operation less the mean of the null route done in turn with it (R7). */
import type { NetThreshold } from "#contract/net-threshold";
import { type Operation, roleOf } from "#contract/operations";
import { isJudgedFor } from "#contract/phases";
import type { PlannedSystem } from "#contract/plan";
import type { OperationSummary, RunSummary } from "#contract/summary";
import type { Gate } from "#contract/verdict";
import { asListed } from "./known-miss.ts";

/** One per limit, system and judged phase. A late generator lengthens both means, so it is not looked at. */
export function judgeNets(
  { profile, phases, operations }: RunSummary,
  systems: readonly PlannedSystem[],
  nets: readonly NetThreshold[],
): readonly Gate[] {
  const rowOf = (operation: Operation, target: string, phase: string): OperationSummary | undefined =>
    operations.find((row) => row.operation === operation && row.target === target && row.phase === phase);
  return systems.flatMap(({ role, target }) =>
    nets
      .filter(({ operation, profiles }) => roleOf(operation) === role && profiles.includes(profile))
      .flatMap((net) =>
        phases
          .filter((phase) => isJudgedFor(phase, target))
          .map(({ name }) =>
            judgeOne(net, target, name, rowOf(net.operation, target, name), rowOf(net.nullRoute, target, name)),
          ),
      ),
  );
}

function judgeOne(
  { requirement, operation, nullRoute, below: limit, knownMisses = {} }: NetThreshold,
  target: string,
  phase: string,
  whole: OperationSummary | undefined,
  nothing: OperationSummary | undefined,
): Gate {
  const metric = "netMean";
  const base = {
    id: `${operation}@${target}/${phase}/${metric}`,
    requirement,
    operation,
    target,
    phase,
    metric,
    limit,
  };
  const missing = { ...base, observed: null, samples: 0, ok: false };
  if (whole === undefined || nothing === undefined)
    return { ...missing, undecided: `no sample of ${whole === undefined ? operation : nullRoute}` };
  if (whole.latency === null || nothing.latency === null) return missing; // tried, and never answered rightly
  const observed = whole.latency.mean - nothing.latency.mean;
  const samples = Math.min(whole.latency.count, nothing.latency.count);
  return { ...base, observed, samples, ...asListed(observed < limit, knownMisses[target]) };
}
