/** Changes and values of compared metrics, in words and numbers. */
import { milliseconds } from "../report/gate-text.ts";
import { changeOf, type Metric } from "./metrics.ts";

/** `+12.3 %` of the number itself, `-0.5 points` of an error rate; the sign is that of the number, not of good or bad. */
export function changeText(metric: Metric, worse: number): string {
  if (Number.isNaN(worse)) return "–";
  const share = changeOf(metric, worse) * 100;
  const text = `${share < 0 ? "" : "+"}${share.toFixed(1)}`.replace("-0.0", "+0.0");
  return metric === "errorRate" ? `${text} points` : `${text} %`;
}

/** From the lesser to the greater. */
export function intervalText(metric: Metric, low: number, high: number): string {
  if (Number.isNaN(low)) return "–";
  const ends = [low, high].sort((a, b) => changeOf(metric, a) - changeOf(metric, b));
  return ends.map((end) => changeText(metric, end).replace(/ (%|points)$/, "")).join(" to ");
}

export function valueText(metric: Metric, value: number | null): string {
  if (value === null) return "–";
  if (metric === "errorRate") return `${(value * 100).toFixed(2)} %`;
  return metric === "throughput" ? `${value.toFixed(1)}/s` : `${milliseconds(value)} ms`;
}
