/** results/tests.json: what became of the tests of each row when they last ran, so that a row no load judges has a last result too. */
import { join, resolve } from "node:path";
import { projectDir } from "../lib/paths.ts";
import type { VitestReport } from "../lib/vitest.ts";
import type { ResultFile } from "../run/result-file.ts";
import { readJson } from "./recorded/files.ts";

export const testsFile = "tests.json";
export const testsSchemaVersion = 1;

/** Of all tests whose titles name a row; those that were left out do not count. */
export interface RowTested {
  readonly passed: number;
  readonly failed: number;
  /** As long as the row says, not shortened. */
  readonly isFullLength: boolean;
  readonly date: string;
  readonly revision: string | null;
}

export interface TestResults {
  readonly schemaVersion: typeof testsSchemaVersion;
  readonly rows: { readonly [row: string]: RowTested };
}

/** `root` is the RESULTS setting, relative to the project. None where nobody tested anything, or the file is of another form. */
export function readTestResults(root: string): TestResults["rows"] {
  const found = readJson<Partial<TestResults>>(join(resolve(projectDir, root), testsFile));
  return found?.schemaVersion === testsSchemaVersion ? (found.rows ?? {}) : {};
}

/** What was tested now takes the place of what was before. Rows that were not asked keep theirs: of those some tests at most were run. */
export function recordTests(
  file: ResultFile,
  before: TestResults["rows"],
  reports: readonly VitestReport[],
  asked: readonly string[],
  when: Pick<RowTested, "isFullLength" | "date" | "revision">,
): void {
  const now = Object.fromEntries(
    [...countByRow(reports, new Set(asked))].map(([row, counts]) => [row, { ...counts, ...when }]),
  );
  const all = Object.entries({ ...before, ...now }).sort(([a], [b]) => (a < b ? -1 : 1));
  file.write({ schemaVersion: testsSchemaVersion, rows: Object.fromEntries(all) } satisfies TestResults);
}

type Counts = Pick<RowTested, "passed" | "failed">;

function countByRow(reports: readonly VitestReport[], asked: ReadonlySet<string>): ReadonlyMap<string, Counts> {
  const counts = new Map<string, Counts>();
  const results = reports.flatMap(({ testResults }) => testResults.flatMap(({ assertionResults }) => assertionResults));
  for (const { fullName, status } of results) {
    if (status !== "passed" && status !== "failed") continue;
    const named = new Set(fullName.match(/\b[A-Z]+-\d\d\b/g) ?? []);
    for (const row of [...named].filter((id) => asked.has(id))) {
      const { passed, failed } = counts.get(row) ?? { passed: 0, failed: 0 };
      counts.set(row, status === "passed" ? { passed: passed + 1, failed } : { passed, failed: failed + 1 });
    }
  }
  return counts;
}
