/** What stands out in a phase, in words: the same in every format. */
import { percentile } from "../judge/quantile.ts";
import { limitText, milliseconds, observedText } from "./gate-text.ts";
import type { PhaseFacts } from "./recorded/phase-facts.ts";

export const phaseColumns = [
  "phase",
  "slowest operation",
  "costliest process",
  "failures by class",
  "recovery",
] as const;

export function phaseCells({ name, slowest, costliest, failures, recoveries }: PhaseFacts): readonly string[] {
  return [
    name,
    slowest === undefined
      ? "no right answer"
      : `${slowest.operation} of ${slowest.target}, p95 ${milliseconds(percentile(slowest.latency, 95))} ms`,
    costliest === undefined ? "not sampled" : `${costliest.name}, ${costliest.cores.toFixed(2)} cores`,
    failures.map(({ errorClass, count }) => `${count} ${errorClass}`).join(", ") || "none",
    recoveries
      .map(
        (gate) =>
          `${gate.operation.slice("fault.".length)} of ${gate.target}: ${observedText(gate)} (${limitText(gate)})`,
      )
      .join(", ") || "–",
  ];
}
