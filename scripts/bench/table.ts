/** The figures for a person to read. */
import type { Figure } from "./figure.ts";

const header = ["figure", "measured", "limit", "goal", "", "unit"];

export function figureTable(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, kind, measured, limit, goal, isMet, unit }) => [
    name,
    String(measured),
    `${kind === "speed" ? "≥" : "≤"} ${limit}`,
    goal === undefined ? "" : String(goal),
    isMet ? "ok" : "MISSED",
    unit,
  ]);
  const all = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ");
  const notes = figures.flatMap(({ name, note }) => (note === undefined ? [] : [`note: ${name}: ${note}`]));
  return [...all.map((row) => line(row).trimEnd()), ...notes].join("\n");
}
