/** What `make list ROWS=…` prints: every row, where it is proven, what is known not to hold, and its last result. */
import { Problem } from "../lib/problem.ts";
import { expectedFailures, notAsked } from "./expected-failures.ts";
import type { Proof } from "./proofs.ts";
import { type Row, rows } from "./rows.ts";

/** Throws a Problem when no row begins so. */
export function rowsOf(prefix: string): readonly Row[] {
  const chosen = rows.filter(({ id }) => id.startsWith(prefix.toUpperCase()));
  if (chosen.length > 0) return chosen;
  const known = [...new Set(rows.map(({ id }) => id.slice(0, id.indexOf("-"))))];
  throw new Problem("usage", {
    what: `ROWS: no row begins with "${prefix}"`,
    why: "an empty list would look as if nothing were asked for",
    fix: `use one of ${known.join(", ")}, or an id such as ${rows[0]?.id}`,
  });
}

export function rowListText(
  chosen: readonly Row[],
  proofs: readonly Proof[],
  last: ReadonlyMap<string, readonly string[]>,
): string {
  const isOf = (id: string) => (each: { readonly row: string }) => each.row === id;
  const proven = chosen.filter(({ id }) => proofs.some(isOf(id)));
  const parts = chosen.map(({ id, about, notMeasured, notProven }) => {
    const own = proofs.filter(isOf(id));
    const results = last.get(id) ?? [];
    const isMeasured = results.some((line) => line.startsWith("last run"));
    const lines = [
      ...own.map(({ file, says }) => `${file}: ${says}`),
      ...expectedFailures
        .filter(isOf(id))
        .map(({ target, assertion, why }) => `fails on ${target}, as listed: ${assertion} (${why})`),
      ...notAsked.filter(isOf(id)).map(({ target, assertion, why }) => `not asked of ${target}: ${assertion} (${why})`),
      ...(own.length > 0 ? [] : [notProven === undefined ? "not proven" : `not proven: ${notProven}`]),
      ...results,
      ...(isMeasured || notMeasured === undefined ? [] : [notMeasured]),
    ];
    return [`${id}  ${about}`, ...lines.map((line) => `        ${line}`)].join("\n");
  });
  return [...parts, `${proven.length} of ${chosen.length} rows are named by a threshold or a test`].join("\n");
}
