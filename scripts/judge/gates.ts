/** Turns thresholds and a summary into gates, one per operation, target and judged phase. */
import type { PlannedSystem } from "#contract/plan";
import type { OperationSummary, RunSummary } from "#contract/summary";
import { appliesTo, holdsIn, isAbout, type Threshold } from "#contract/threshold";
import type { Gate } from "#contract/verdict";
import { failuresOf } from "./failures.ts";
import type { GeneratorJudgement } from "./generator.ts";
import { observe } from "./quantile.ts";

export function judgeGates(
  summary: RunSummary,
  systems: readonly PlannedSystem[],
  thresholds: readonly Threshold[],
  generator: GeneratorJudgement,
): readonly Gate[] {
  const gates = systems.flatMap((system) =>
    thresholds
      .filter((threshold) => isAbout(threshold, system) && appliesTo(threshold, summary.profile))
      .flatMap((threshold) =>
        summary.phases
          .filter((phase) => holdsIn(threshold, phase, system, systems))
          .map(({ name }) => judgeOne(threshold, system.target, name, summary, generator)),
      ),
  );
  return gates.map((gate) => explainEmpty(gate, gates, summary));
}

function judgeOne(
  threshold: Threshold,
  target: string,
  phase: string,
  { operations }: RunSummary,
  generator: GeneratorJudgement,
): Gate {
  const { operation, requirement, metric, below: limit, whileBroken } = threshold;
  const row = operations.find(
    (entry) => entry.operation === operation && entry.target === target && entry.phase === phase,
  );
  const beside = whileBroken === undefined ? "" : `-while-${whileBroken}-is-broken`; // another limit may hold as well
  const base = {
    id: `${operation}@${target}/${phase}/${metric}${beside}${threshold.isOfBaseline === true ? "/baseline" : ""}`,
    requirement,
    operation,
    target,
    phase,
    limit,
  };
  if (metric === "errorRate") return { ...base, metric, ...judgeErrors(row, limit) };
  const latency = row?.latency ?? null;
  if (latency === null) {
    const samples = 0; // tried and never answered rightly is a miss; never tried is explained below
    return {
      ...base,
      metric,
      observed: null,
      samples,
      ok: false,
      ...(row === undefined ? { undecided: "no sample" } : {}),
    };
  }
  const observed = observe(latency, metric);
  const least = Math.max(0, observed.value - generator.latenessMs(phase, observed.metric));
  const isBelow = observed.value < limit;
  const isAstride = !isBelow && least < limit;
  return {
    ...base,
    metric: observed.metric,
    observed: observed.value,
    samples: latency.count,
    ok: isBelow,
    ...(isAstride
      ? { undecided: `generator-limited: between ${least.toFixed(1)} and ${observed.value.toFixed(1)} ms` }
      : {}),
  };
}

function judgeErrors(
  row: OperationSummary | undefined,
  limit: number,
): Pick<Gate, "observed" | "samples" | "ok" | "undecided"> {
  if (row === undefined) return { observed: null, samples: 0, ok: false, undecided: "no sample" };
  const observed = row.failed / row.count;
  return { observed, samples: row.count, ok: observed < limit };
}

/** Nothing was tried because the step before failed: that is the target's miss, not a hole in the measurement. */
function explainEmpty(gate: Gate, gates: readonly Gate[], summary: RunSummary): Gate {
  if (gate.undecided !== "no sample") return gate;
  const role = roleIn(gate);
  const isExplained =
    failuresOf(summary, role, gate.target).isTooMany ||
    gates.some(
      (other) =>
        other.target === gate.target &&
        roleIn(other) === role &&
        other.metric === "errorRate" &&
        !other.ok &&
        other.samples > 0,
    );
  if (!isExplained) return gate;
  const { undecided: _, ...missed } = gate;
  return missed;
}

function roleIn({ operation }: Gate): string {
  return operation.slice(0, operation.indexOf("."));
}
