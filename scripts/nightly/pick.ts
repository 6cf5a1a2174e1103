/** Which parts a night has, and how often: all of them, or within a budget those that are most due by age and importance. */
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
  /** How often it runs in this night. */
  readonly times: number;
}

export interface Picked {
  /** The most due first. */
  readonly parts: readonly PickedPart[];
  /** Those that wait for another night, the most due first. */
  readonly waiting: readonly PickedPart[];
}

interface Night {
  readonly nowMs: number;
  readonly budgetSeconds?: number | undefined;
  /** How often an ordinary day is run, where the budget allows it. */
  readonly times: number;
}

/**
 * Of COUNT when nobody gives it. Fifty runs of one load in a row on two cores wandered by 15 to 24 % in their p95; midmeans of thirty drawn
 * from them by 2.3 to 3.4 %, beside which most trends show a tenth (`make prove-history`); of nine by 4.5 to 6.3 %.
 */
export const ordinaryTimes = "30";

/** A part that never ran is as due as if it had run a week before any other, so that each has its turn. */
const beforeAnyDays = 7;
const dayMs = 86_400_000;

/** Of a budget so much at most is for ordinary days beyond their first: the rest is for what is due in turns. */
const againShare = 0.5;

export function pick(
  parts: readonly Part[],
  lastRuns: ReadonlyMap<string, LastRun>,
  { nowMs, budgetSeconds = Number.POSITIVE_INFINITY, times }: Night,
): Picked {
  const all = parts.map((part) => aged(part, lastRuns, nowMs));
  const neverDays = Math.max(0, ...all.map(({ ageDays = 0 }) => ageDays)) + beforeAnyDays;
  const dueOf = ({ importance, ageDays = neverDays }: PickedPart): number => importance * ageDays;
  const byDue = all.sort((a, b) => dueOf(b) - dueOf(a));
  const once = fitting(byDue, budgetSeconds);
  const repeated = once.parts.filter(({ isRepeated }) => isRepeated);
  const roundSeconds = totalSeconds(repeated);
  const again = Math.min(times - 1, Math.floor((budgetSeconds * againShare) / roundSeconds));
  if (repeated.length === 0 || again < 1) return once;
  const others = byDue.filter((part) => !repeated.includes(part));
  const { parts: picked, waiting } = fitting([...repeated, ...others], budgetSeconds - again * roundSeconds);
  const timesOf = (part: PickedPart): number => (repeated.includes(part) ? again + 1 : 1);
  return {
    parts: byDue.filter((part) => picked.includes(part)).map((part) => ({ ...part, times: timesOf(part) })),
    waiting,
  };
}

function fitting(byDue: readonly PickedPart[], budgetSeconds: number): Picked {
  const parts: PickedPart[] = [];
  const waiting: PickedPart[] = [];
  let left = budgetSeconds;
  for (const part of byDue) {
    const fits = part.seconds <= left;
    (fits ? parts : waiting).push(part);
    if (fits) left -= part.seconds;
  }
  return { parts, waiting };
}

function aged(part: Part, lastRuns: ReadonlyMap<string, LastRun>, nowMs: number): PickedPart {
  const name = partName(part);
  const last = lastRuns.get(name);
  if (last === undefined) return { ...part, name, times: 1, ageDays: undefined };
  const ageDays = Math.max(0, nowMs - last.endedMs) / dayMs;
  return { ...part, name, times: 1, seconds: last.tookSeconds, ageDays };
}

export function totalSeconds(parts: readonly PickedPart[]): number {
  return parts.reduce((sum, { seconds, times }) => sum + seconds * times, 0);
}
