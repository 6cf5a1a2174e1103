/** The time axis that all charts of a run share: its span, its phases, its faults. */
import { inlineJson, type Markup, markup } from "../markup.ts";
import type { RecordedRun } from "../recorded/run.ts";

/** Seconds since the load began. */
export function seconds(ms: number): number {
  return Math.round(ms) / 1000;
}

export function frameData({ phases, faults, periods, processes }: RecordedRun): Markup {
  const points = processes.flatMap((each) => each.points);
  const ends = [...phases.map(({ endMs }) => endMs), ...[...periods, ...points].map(({ elapsedMs }) => elapsedMs)];
  const last = Math.max(1000, ...ends);
  const frame = {
    span: [Math.min(0, ...points.map(({ elapsedMs }) => Math.floor(elapsedMs / 1000))), Math.ceil(last / 1000)],
    phases: phases.map(({ name, startMs, endMs }) => ({ name, from: seconds(startMs), to: seconds(endMs) })),
    faults: faults.map(({ label, fromMs, toMs }) => ({ label, from: seconds(fromMs), to: seconds(toMs ?? last) })),
  };
  return markup`<script type="application/json" id="frame">${inlineJson(frame)}</script>`;
}
