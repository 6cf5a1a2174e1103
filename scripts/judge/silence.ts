/** A target that never answered rightly, warm-up included, has failed: its users wait for it and try nothing else later. */
import type { RunSummary } from "#contract/summary";

/** Operations that failed against a target of which none succeeded; 0 when one did, or none was tried. */
export function onlyFailures({ operations }: RunSummary, target: string): number {
  const rows = operations.filter((row) => row.target === target);
  return rows.every(({ failed, count }) => failed === count) ? rows.reduce((sum, { failed }) => sum + failed, 0) : 0;
}
