/** A gate as the session page shows it, live or from the verdict. */
import type { Gate } from "#contract/verdict";
import { limitText, marginOf, marginText, observedText, stateOf } from "../report/gate-text.ts";
import type { GateRow } from "./message.ts";

export function gateRow(gate: Gate, note = gate.undecided): GateRow {
  const margin = marginOf(gate);
  const { id, operation, metric, phase, target, requirement } = gate;
  return {
    id,
    name: `${operation} ${metric === "errorRate" ? "failed" : metric}`,
    state: stateOf(gate),
    ...(note === undefined ? {} : { note }),
    observed: observedText(gate),
    limit: limitText(gate),
    margin: marginText(gate),
    used: margin === null ? null : Math.min(1, Math.max(0, 1 - margin)),
    phase,
    target,
    requirement,
  };
}
