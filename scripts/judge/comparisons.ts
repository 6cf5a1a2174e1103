/** Turns limits on a system beside a broken one into gates: what it had before against what it has meanwhile and afterwards. */
import type { Comparison } from "#contract/comparison";
import type { PlannedSystem } from "#contract/plan";
import type { OperationSummary, RunSummary } from "#contract/summary";
import type { Gate } from "#contract/verdict";
import type { FaultEvidence } from "./faults.ts";
import type { GeneratorJudgement } from "./generator.ts";
import { observe } from "./quantile.ts";
import type { ResourceEvidence } from "./resource-gates.ts";
import { average, type Window } from "./resources.ts";

/** Phases of a fault run, see scripts/run/fault-phases.ts. */
const [before, ...compared] = ["before", "during", "after"] as const;

export interface ComparisonEvidence {
  readonly comparisons: readonly Comparison[];
  readonly faults: readonly FaultEvidence[];
  readonly resources: ResourceEvidence;
  readonly generator: GeneratorJudgement;
}

/** One per limit, system and phase. What was broken on purpose itself is not judged, here as everywhere. */
export function judgeComparisons(
  summary: RunSummary,
  systems: readonly PlannedSystem[],
  evidence: ComparisonEvidence,
): readonly Gate[] {
  const isBroken = (target: string): boolean => summary.phases.some(({ exempt }) => exempt.includes(target));
  const holds = ({ profiles, whileBroken, fault }: Comparison): boolean =>
    profiles.includes(summary.profile) &&
    systems.some(
      ({ role, target }) =>
        role === whileBroken &&
        isBroken(target) &&
        evidence.faults.some((each) => each.fault === fault && each.target === target),
    );
  return evidence.comparisons
    .filter(holds)
    .flatMap((comparison) =>
      systems
        .filter(({ role, target }) => role === comparison.role && !isBroken(target))
        .flatMap(({ target }) => compared.map((phase) => judgeOne(comparison, target, phase, summary, evidence))),
    );
}

/** `least` is what it would be had the generator not been late. */
type Compared =
  | { readonly times: number; readonly least: number; readonly samples: number }
  | { readonly undecided: string };

function judgeOne(
  comparison: Comparison,
  target: string,
  phase: string,
  summary: RunSummary,
  evidence: ComparisonEvidence,
): Gate {
  const { requirement, metric, limit } = comparison;
  const operation = `beside.${comparison.operation ?? (metric === "rssTimes" ? "memory" : "files")}`;
  const base = {
    id: `${operation}@${target}/${phase}/${metric}`,
    requirement,
    operation,
    target,
    phase,
    metric,
    limit,
  };
  const found =
    comparison.operation === undefined
      ? compareResource(metric === "rssTimes" ? "rssKib" : "openFiles", target, phase, summary, evidence.resources)
      : compareLatency(comparison.operation, target, phase, summary, evidence.generator);
  if ("undecided" in found) return { ...base, observed: null, samples: 0, ok: false, undecided: found.undecided };
  const { times, least, samples } = found;
  const ok = times <= limit;
  const isAstride = !ok && least <= limit;
  const why = `generator-limited: between ${least.toFixed(2)} and ${times.toFixed(2)} times what it was before`;
  return { ...base, observed: times, samples, ok, ...(isAstride ? { undecided: why } : {}) };
}

function compareLatency(
  operation: string,
  target: string,
  phase: string,
  { operations }: RunSummary,
  generator: GeneratorJudgement,
): Compared {
  const of = (name: string): OperationSummary["latency"] =>
    operations.find((row) => row.operation === operation && row.target === target && row.phase === name)?.latency ??
    null;
  const [was, is] = [of(before), of(phase)];
  if (was === null || is === null) return { undecided: "no sample" };
  const then = observe(was, "p95");
  const now = observe(is, "p95");
  if (then.metric !== now.metric) {
    return { undecided: `${was.count} samples before and ${is.count} ${phase} are not enough for a p95` };
  }
  const least = Math.max(0, now.value - generator.latenessMs(phase, now.metric)) / then.value;
  return { times: now.value / then.value, least, samples: is.count };
}

function compareResource(
  metric: "rssKib" | "openFiles",
  target: string,
  phase: string,
  { phases }: RunSummary,
  { series, loadStartMs }: ResourceEvidence,
): Compared {
  const own = series.get(target);
  if (own === undefined || loadStartMs === null) return { undecided: `${target} was not sampled` };
  const windowOf = (name: string): Window => {
    const { startMs, endMs } = phases.find((each) => each.name === name) ?? { startMs: 0, endMs: 0 };
    return { fromMs: loadStartMs + startMs, toMs: loadStartMs + endMs };
  };
  const window = windowOf(phase);
  const [was, is] = [average(own, metric, windowOf(before)), average(own, metric, window)];
  if (!was.isKnown) return { undecided: was.why };
  if (!is.isKnown) return { undecided: is.why };
  const samples = own.samples.filter(({ timeMs }) => timeMs >= window.fromMs && timeMs <= window.toMs).length;
  const times = is.value / was.value;
  return { times, least: times, samples };
}
