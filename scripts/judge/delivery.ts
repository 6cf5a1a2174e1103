/** Was the planned load delivered? Dropped and cut-off iterations are failed operations of the role they belong to. */
import { isDerived } from "#contract/operations";
import { isJudgedFor, plannedArrivals } from "#contract/phases";
import { lingerPhase, type PlannedSystem } from "#contract/plan";
import type { Profile } from "#contract/profile";
import type { IterationSummary, RunSummary } from "#contract/summary";
import type { Gate } from "#contract/verdict";
import { failuresOf, failuresAllowed as limit } from "./failures.ts";
import type { GeneratorJudgement } from "./generator.ts";

/** k6 starts its arrivals within this share of the plan when it is not held up. */
const deliveredAtLeast = 0.97;

/** Every operation of a target, over the whole run but its warm-up. */
export function judgeDelivery(
  summary: RunSummary,
  systems: readonly PlannedSystem[],
  generator: GeneratorJudgement,
): readonly Gate[] {
  return systems.map(({ role, target }): Gate => {
    const judged = new Set(summary.phases.filter((phase) => isJudgedFor(phase, target)).map(({ name }) => name));
    const isBroken = summary.phases.some(({ exempt }) => exempt.includes(target));
    const rows = summary.operations.filter(
      (row) =>
        row.target === target &&
        row.operation.startsWith(`${role}.`) &&
        !isDerived(row.operation) &&
        (judged.has(row.phase) || (row.phase === lingerPhase && !isBroken)),
    );
    const iterations = summary.iterations.find(({ scenario }) => scenario === `${role}-${target}`);
    // k6 does not tell in which phase an iteration was lost: with a fault, it is the fault's.
    const lost = iterations === undefined || isBroken ? 0 : lostIterations(iterations);
    const dropped = isBroken ? 0 : (iterations?.dropped ?? 0); // a late generator drops; what hangs until it is cut off, hangs by itself
    const failed = rows.reduce((sum, row) => sum + row.failed, 0) + lost;
    const samples = rows.reduce((sum, row) => sum + row.count, 0) + lost;
    const base = {
      id: `${role}.*@${target}/all/errorRate`,
      requirement: "R3",
      operation: `${role}.*`,
      target,
      phase: "all",
      metric: "errorRate",
      limit,
      samples,
    };
    if (samples === 0) {
      const { failed: early, tried, isTooMany } = failuresOf(summary, role, target);
      if (isTooMany) return { ...base, observed: early / tried, samples: tried, ok: false };
      return { ...base, observed: null, ok: false, undecided: "no sample" };
    }
    const observed = failed / samples;
    const isOurs =
      dropped > 0 && observed >= limit && (failed - dropped) / samples < limit && generator.late !== undefined;
    return {
      ...base,
      observed,
      ok: observed < limit,
      ...(isOurs ? { undecided: `generator-limited: ${describeLoss(summary, base)} while ${generator.late}` } : {}),
    };
  });
}

/** Iterations that k6 itself forgets; empty when there are none. */
export function describeLoss(
  { iterations }: RunSummary,
  { operation, target }: Pick<Gate, "operation" | "target">,
): string {
  const own = iterations.find(({ scenario }) => scenario === operation.replace(".*", `-${target}`));
  if (own === undefined) return "";
  const cutOff = lostIterations(own) - own.dropped;
  const parts = [own.dropped > 0 ? `${own.dropped} dropped` : "", cutOff > 0 ? `${cutOff} cut off` : ""];
  const said = parts.filter((part) => part !== "").join(" and ");
  return said === "" ? "" : `${said} iterations`;
}

function lostIterations({ dropped, started, completed }: IterationSummary): number {
  return dropped + Math.max(0, started - completed);
}

/** Why the load of the plan did not happen, one reason per open-model role that was not pushed as planned. */
export function undelivered(
  summary: RunSummary,
  systems: readonly PlannedSystem[],
  profile: Profile,
): readonly string[] {
  return systems.flatMap(({ role, target }) => {
    const planned = plannedArrivals(profile, role, summary.durationScale);
    const iterations = summary.iterations.find(({ scenario }) => scenario === `${role}-${target}`);
    if (iterations === undefined || iterations.started === 0) return [`no user of ${target} ever began`];
    if (planned === undefined) return [];
    const begun = iterations.started + iterations.dropped;
    return begun >= planned * deliveredAtLeast - 2
      ? []
      : [`generator-limited: ${begun} of ${Math.round(planned)} planned arrivals at ${target} were begun`];
  });
}
