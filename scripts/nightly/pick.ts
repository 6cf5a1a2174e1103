/** Which parts a night has: all of them, or within a budget those that are most due by age and importance. */
import { type Part, partName } from "./part.ts";

/** What the history says of the last run of a part, at the same scale. */
export interface LastRun {
  readonly endedMs: number;
  readonly tookSeconds: number;
}

export interface PickedPart extends Part {
  readonly name: string;
  /** Since it ran last; `undefined` when it never did. */
  readonly ageDays: number | undefined;
}

export interface Picked {
  /** In the order in which they run: the most due first, so that a night cut short has done what matters. */
  readonly parts: readonly PickedPart[];
  /** Those that wait for another night, the most due first. */
  readonly waiting: readonly PickedPart[];
}

/** A part that never ran is as due as if it had run a week before any other, so that each has its turn. */
const beforeAnyDays = 7;
const dayMs = 86_400_000;

export function pick(
  parts: readonly Part[],
  lastRuns: ReadonlyMap<string, LastRun>,
  {
    nowMs,
    budgetSeconds = Number.POSITIVE_INFINITY,
  }: { readonly nowMs: number; readonly budgetSeconds?: number | undefined },
): Picked {
  const all = parts.map((part) => aged(part, lastRuns, nowMs));
  const neverDays = Math.max(0, ...all.map(({ ageDays = 0 }) => ageDays)) + beforeAnyDays;
  const dueOf = ({ importance, ageDays = neverDays }: PickedPart): number => importance * ageDays;
  const byDue = all.sort((a, b) => dueOf(b) - dueOf(a));
  const picked: PickedPart[] = [];
  const waiting: PickedPart[] = [];
  let left = budgetSeconds;
  for (const part of byDue) {
    const fits = part.seconds <= left;
    (fits ? picked : waiting).push(part);
    if (fits) left -= part.seconds;
  }
  return { parts: picked, waiting };
}

function aged(part: Part, lastRuns: ReadonlyMap<string, LastRun>, nowMs: number): PickedPart {
  const name = partName(part);
  const last = lastRuns.get(name);
  if (last === undefined) return { ...part, name, ageDays: undefined };
  return { ...part, name, seconds: last.tookSeconds, ageDays: Math.max(0, nowMs - last.endedMs) / dayMs };
}

export function totalSeconds(parts: readonly Part[]): number {
  return parts.reduce((sum, { seconds }) => sum + seconds, 0);
}
