/** A table of report.html that scrolls by itself where the screen is narrow. */
import { type Markup, markup } from "../markup.ts";

export type Cell = string | number | Markup;

/** Numbers are aligned right. The first column names the row. */
export function table(
  caption: string,
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
  numeric: ReadonlySet<string> = new Set(),
): Markup {
  const isNumeric = (index: number): boolean => numeric.has(columns[index] ?? "");
  const cell = (value: Cell, index: number): Markup => {
    if (index === 0) return markup`<th scope="row">${value}</th>`;
    return typeof value === "number" || isNumeric(index)
      ? markup`<td class="number">${value}</td>`
      : markup`<td>${value}</td>`;
  };
  return markup`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table><caption class="unseen">${caption}</caption>
<thead><tr>${columns.map((name, index) => (isNumeric(index) ? markup`<th scope="col" class="number">${name}</th>` : markup`<th scope="col">${name}</th>`))}</tr></thead>
<tbody>${rows.map((row) => markup`<tr>${row.map(cell)}</tr>\n`)}</tbody></table></div>`;
}
