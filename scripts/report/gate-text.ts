/** A gate in words and numbers, the same in every format. */
import { insideMetrics, isInsideMetric, showInside } from "#contract/resource-threshold";
import type { Gate } from "#contract/verdict";

export type GateState = "miss" | "undecided" | "ok";

export function stateOf({ ok, undecided }: Gate): GateState {
  if (undecided !== undefined) return "undecided";
  return ok ? "ok" : "miss";
}

const order: readonly GateState[] = ["miss", "undecided", "ok"];

/** What needs a reader first; otherwise as they were judged. */
export function worstFirst(gates: readonly Gate[]): readonly Gate[] {
  return gates.toSorted((a, b) => order.indexOf(stateOf(a)) - order.indexOf(stateOf(b)));
}

export function observedText({ observed, metric }: Gate): string {
  return observed === null ? "nothing" : valueText(observed, metric);
}

/** With the comparison that the judge makes. */
export function limitText({ limit, metric }: Gate): string {
  return `${isLimitAllowed(metric) ? "≤" : "<"} ${valueText(limit, metric)}`;
}

/** True where the limit itself is still met. */
export function isLimitAllowed(metric: string): boolean {
  return metric === "recovery" || (isInsideMetric(metric) && insideMetrics[metric].isLimitAllowed);
}

/** Room left below the limit as a share of it; below 0 when it was missed, `null` when there is nothing to compare. */
export function marginOf({ observed, limit }: Gate): number | null {
  return observed === null || limit === 0 ? null : (limit - observed) / limit;
}

export function marginText(gate: Gate): string {
  const margin = marginOf(gate);
  if (margin === null) return "–";
  if (margin < -1) return `${(1 - margin).toFixed(1)} times the limit`;
  const percent = Math.abs(margin * 100);
  return `${percent.toFixed(percent < 1 || percent > 99 ? 1 : 0).replace(".0", "")} % ${margin < 0 ? "above" : "below"}`;
}

const inMs = new Set(["p50", "p95", "p99", "mean", "max", "recovery"]);

export function valueText(value: number, metric: string): string {
  if (isInsideMetric(metric)) return showInside(metric, value);
  if (metric === "errorRate") return `${trimmed(value * 100, 2)} %`;
  return inMs.has(metric) ? `${milliseconds(value)} ms` : trimmed(value, 2);
}

/** Three digits that say something. */
export function milliseconds(value: number): string {
  return trimmed(value, value < 10 ? 2 : value < 100 ? 1 : 0);
}

function trimmed(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)));
}
