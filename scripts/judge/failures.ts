/** Failures of a target in the whole run, warm-up included: users wait for them and then try less, or nothing. */
import { isDerived, roleOf } from "#contract/operations";
import type { RunSummary } from "#contract/summary";

/** Share of a target's operations that may fail. */
export const failuresAllowed = 0.01;

export interface Failures {
  readonly failed: number;
  readonly tried: number;
  /** More than a target may have. */
  readonly isTooMany: boolean;
}

/** Several roles can be played by targets of one name, as `external` is. What fails while a target is broken on purpose is not counted. */
export function failuresOf({ operations, phases }: RunSummary, role: string, target: string): Failures {
  const isBroken = new Set(phases.filter(({ exempt }) => exempt.includes(target)).map(({ name }) => name));
  const rows = operations.filter(
    (row) =>
      row.target === target && roleOf(row.operation) === role && !isDerived(row.operation) && !isBroken.has(row.phase),
  );
  const failed = rows.reduce((sum, row) => sum + row.failed, 0);
  const tried = rows.reduce((sum, row) => sum + row.count, 0);
  return { failed, tried, isTooMany: tried > 0 && failed / tried >= failuresAllowed };
}
