/** Which tests prove a row: their files, and what their titles have in common. */
import { Problem } from "../lib/problem.ts";
import { testProofs } from "./proofs.ts";
import { rowsOf } from "./row-list.ts";

interface RowTests {
  readonly files: readonly string[];
  /** A regular expression. */
  readonly titles: string;
}

/** Throws a Problem when there is no such row, or no test of it. */
export function testsOfRows(prefix: string): RowTests {
  const ids = rowsOf(prefix).map(({ id }) => id);
  const own = testProofs().filter(({ row, file }) => ids.includes(row) && file.endsWith(".e2e.test.ts"));
  if (own.length > 0) {
    const named = [...new Set(own.map(({ row }) => row))];
    return { files: [...new Set(own.map(({ file }) => file))], titles: `\\b(${named.join("|")})\\b` };
  }
  throw new Problem("usage", {
    what: `ROWS: no test is about ${ids.join(", ")}`,
    why: "a row may be proven by a limit on a load instead, or by nothing",
    fix: `see \`make list ROWS=${prefix}\` for where it is proven`,
  });
}
