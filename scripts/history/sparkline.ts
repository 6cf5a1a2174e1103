/** A trend in one line: as a drawing for a page, and as letters for Markdown. */
import { type Markup, markup } from "../report/markup.ts";
import type { Trend } from "./trends.ts";

const mostDrawn = 60;
const letters = "▁▂▃▄▅▆▇█";

/** The last nights, with a mark where it changed; what it shows is said in words for those who do not see it. */
export function sparkline(trend: Trend, said: (value: number) => string): Markup {
  const { values, changedAt } = drawn(trend, mostDrawn);
  const [width, height, edge] = [160, 32, 3];
  const [low, high] = rangeOf(values);
  const x = (index: number): string =>
    (edge + (values.length === 1 ? 0 : (index / (values.length - 1)) * (width - 2 * edge))).toFixed(1);
  const y = (value: number): string =>
    (height - edge - ((value - low) / (high - low)) * (height - 2 * edge)).toFixed(1);
  const marks = changedAt.map((index) => markup`<line x1="${x(index)}" x2="${x(index)}" y1="0" y2="${height}"/>`);
  const last = values.at(-1) ?? 0;
  const words = `${values.length} nights from ${said(Math.min(...values))} to ${said(Math.max(...values))}, the last ${said(last)}${changedAt.length > 0 ? `, ${changedAt.length} lasting change${changedAt.length > 1 ? "s" : ""}` : ""}`;
  return markup`<svg class="spark" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${words}">${marks}<polyline points="${values.map((value, index) => `${x(index)},${y(value)}`).join(" ")}"/><circle cx="${x(values.length - 1)}" cy="${y(last)}" r="2.5"/></svg>`;
}

/** Eight heights from the lowest to the highest of the last nights; a bar where it changed. */
export function letterline(trend: Trend, most = 30): string {
  const { values, changedAt } = drawn(trend, most);
  const [low, high] = rangeOf(values);
  return values
    .map((value, index) => {
      const letter = letters[Math.min(letters.length - 1, Math.floor(((value - low) / (high - low)) * letters.length))];
      return `${changedAt.includes(index) ? "┃" : ""}${letter}`;
    })
    .join("");
}

function drawn({ points, changes }: Trend, most: number): { values: readonly number[]; changedAt: readonly number[] } {
  const first = Math.max(0, points.length - most);
  return {
    values: points.slice(first).map(({ gate }) => gate.observed),
    changedAt: changes.map(({ index }) => index - first).filter((index) => index > 0),
  };
}

/** What differs by less than a twentieth is drawn as nearly level: noise is not to look like mountains. */
function rangeOf(values: readonly number[]): readonly [low: number, high: number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const least = Math.max(Math.abs(high), Math.abs(low)) * 0.05 || 1;
  const missing = Math.max(0, least - (high - low)) / 2;
  return [low - missing, high + missing];
}
