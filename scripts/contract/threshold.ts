/** A limit on one operation, as data: the same entry becomes a k6 threshold and a gate of our judge. */
import { failedMetric, latencyMetric, type Operation, roleOf } from "./operations.ts";
import { isJudgedFor } from "./phases.ts";
import type { Phase, PlannedSystem } from "./plan.ts";
import { type ProfileName, profileNamed } from "./profiles.ts";
import type { Role } from "./roles.ts";

/** `p95` and `max` in milliseconds, `errorRate` as a share of operations tried. */
type ThresholdMetric = "p95" | "p99" | "mean" | "errorRate";

export interface Threshold {
  /** The row of the requirements that asks for it, or `R…` for a rule of the suite. */
  readonly requirement: string;
  readonly operation: Operation;
  readonly metric: ThresholdMetric;
  /** Observed values must stay below it. */
  readonly below: number;
  /** Holds only in these profiles, and there instead of one that names none; everywhere when absent. */
  readonly profiles?: readonly ProfileName[];
  /** Holds only for these targets; for every one that plays the role when absent. */
  readonly targets?: readonly string[];
  /** The limit is what this machine once did, and a tenth more: it stands beside a fixed one. */
  readonly isOfBaseline?: true;
  /** Holds only while a system of this role is broken on purpose and its own is not: what one owes the other's users. */
  readonly whileBroken?: Role;
  /** What it takes lies on several systems: it holds only while none of them is broken on purpose. */
  readonly isAcross?: true;
}

/** True where a limit holds for a system of a run. */
export function holdsIn(
  { whileBroken, isAcross }: Threshold,
  phase: Phase,
  { target }: PlannedSystem,
  systems: readonly PlannedSystem[],
): boolean {
  if (!isJudgedFor(phase, target)) return false;
  const broken = systems.filter((other) => phase.exempt.includes(other.target));
  if (whileBroken !== undefined) return broken.some(({ role }) => role === whileBroken);
  return isAcross !== true || broken.length === 0;
}

/** Sub-metric that holds one operation's samples against one target in one phase. */
export function phaseSelector(metric: string, target: string, phase: string): string {
  return `${metric}{target:${target},phase:${phase}}`;
}

export interface K6Expression {
  readonly metric: string;
  readonly expression: string;
}

const trendExpression = { p95: "p(95)", p99: "p(99)", mean: "avg" } as const;

/** The k6 threshold that says the same as a threshold in one phase. */
export function k6Expression(threshold: Threshold, target: string, phase: string): K6Expression {
  const { operation, metric, below } = threshold;
  return metric === "errorRate"
    ? { metric: phaseSelector(failedMetric(operation), target, phase), expression: `rate<${below}` }
    : {
        metric: phaseSelector(latencyMetric(operation), target, phase),
        expression: `${trendExpression[metric]}<${below}`,
      };
}

export function appliesTo({ operation, profiles }: Threshold, profile: ProfileName): boolean {
  if (profileNamed(profile).without?.includes(operation) === true) return false;
  return profiles === undefined || profiles.includes(profile);
}

export function isAbout(
  { operation, targets }: Threshold,
  system: { readonly role: Role; readonly target: string },
): boolean {
  return roleOf(operation) === system.role && (targets === undefined || targets.includes(system.target));
}
