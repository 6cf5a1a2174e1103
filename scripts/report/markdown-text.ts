/** Pieces of Markdown that whatever a target said cannot get out of. */
import { visible } from "./markup.ts";

/** Head and rule; columns in `rightFrom`, counted from 1, are aligned right. */
export function markdownTable(columns: readonly string[], rightFrom: readonly number[]): readonly string[] {
  const rule = columns.map((_, index) => (rightFrom.includes(index + 1) ? "--:" : "---"));
  return [markdownRow(columns), markdownRow(rule)];
}

export function markdownRow(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** Text that means nothing to Markdown: no markup, no mention of a person, no link, no reference. */
export function plain(text: string): string {
  return oneLine(text).replace(
    /[&<>\\`*_[\]|#@~$]|:(?=\/\/)|(?<=www)\./g,
    (character) => `&#${character.charCodeAt(0)};`,
  );
}

/** A code span, also of what has backticks or bars in it. */
export function code(text: string): string {
  const shown = oneLine(text).replaceAll("|", "\\|");
  const ticks = "`".repeat(longestRun(shown) + 1);
  return shown.includes("`") ? `${ticks} ${shown} ${ticks}` : `${ticks}${shown}${ticks}`;
}

export function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}

function oneLine(text: string): string {
  return visible(text).replace(/\s+/g, " ").trim();
}
