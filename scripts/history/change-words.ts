/** A trend and its changes in words, the same on the page, in Markdown and in the summary of a night. */
import { valueText } from "../report/gate-text.ts";
import { smallestStep } from "./smallest-step.ts";
import { type Change, type FoundChange, otherwiseChanged, type Trend, type TrendPoint } from "./trends.ts";

export function trendValue({ metric }: Pick<Trend, "metric">, value: number): string {
  return valueText(value, metric);
}

/** `10.2 ms to 11.4 ms (+11.8 %)`. */
export function stepText(trend: Trend, { before, after }: Change): string {
  const share =
    before === 0 ? "" : ` (${after < before ? "" : "+"}${(((after - before) / Math.abs(before)) * 100).toFixed(1)} %)`;
  return `${trendValue(trend, before)} to ${trendValue(trend, after)}${share}`;
}

/** Colours are never the only sign. */
export function directionText({ isWorse }: Change): string {
  return isWorse ? "worse" : "better";
}

/** The revision that changed it lies after the first and up to the second. */
export function revisionText({ last, first }: Change): string {
  const [from, to] = [shortRevision(last.record.revision), shortRevision(first.record.revision)];
  return from === to ? `${to}, the same` : `${from} to ${to}`;
}

export function shortRevision(revision: string | null): string {
  if (revision === null) return "unknown";
  const [commit = "", changes] = revision.split("+");
  return `${commit.slice(0, 10)}${changes === undefined ? "" : "+changes"}`;
}

export function othersText(change: Change): string {
  return otherwiseChanged(change).join("; ") || "nothing that is known";
}

/** Of a night of several runs one may have missed the limit that their midmean meets. */
export function missText(night: TrendPoint | undefined): string {
  if (night === undefined || night.gate.ok) return "";
  return night.runs.length === 1 ? " missed" : " missed in a run or more";
}

/** `8 %`: smaller steps are lost in how much the gate wanders from night to night. */
export function smallestText(trend: Trend): string {
  const step = smallestStep(trend);
  return step === undefined ? "–" : `${(step * 100).toFixed(0)} %`;
}

/** Scale and machine stand beside a part where they are not the usual ones. */
export function partText({ part, durationScale }: Trend): string {
  return durationScale === 1 ? part : `${part} (times × ${durationScale})`;
}

/** One line, for a terminal. */
export function changeLine({ trend, change }: FoundChange): string {
  const since = change.first.record.time.slice(0, 10);
  return `${directionText(change)} since ${since}  ${partText(trend)}  ${trend.gate}: ${stepText(trend, change)}, revision ${revisionText(change)}`;
}
