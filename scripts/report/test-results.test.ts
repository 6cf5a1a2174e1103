/** Results of tests are kept by row: what runs again takes the place of what was, and nothing else does. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import type { VitestReport } from "../lib/vitest.ts";
import { openResultFile } from "../run/result-file.ts";
import { mistakesIn } from "../schemas/mistakes.ts";
import { fileSchema } from "../schemas/tests.ts";
import { readTestResults, recordTests, testsFile } from "./test-results.ts";

function reportOf(statuses: Readonly<Record<string, string>>): VitestReport {
  const assertionResults = Object.entries(statuses).map(([fullName, status]) => ({
    ancestorTitles: [],
    title: fullName,
    fullName,
    status,
    failureMessages: [],
  }));
  return { numPassedTests: 0, numFailedTests: 0, testResults: [{ name: "a.test.ts", assertionResults }] };
}

it("counts the tests that name a row, by row, and keeps those of rows that were not tested again", () => {
  const results = mkdtempSync(join(tmpdir(), "mesh-load-tests-"));
  onTestFinished(() => rmSync(results, { recursive: true }));
  const record = (report: VitestReport, date: string, isFullLength: boolean, ...asked: readonly string[]): void =>
    recordTests(openResultFile(results, testsFile), readTestResults(results), [report], asked, {
      date,
      isFullLength,
      revision: null,
    });
  expect(readTestResults(results)).toEqual({});
  const [first, second] = ["2026-01-01T00:00:00.000Z", "2026-01-02T00:00:00.000Z"] as const;
  record(
    reportOf({
      "REG-03: serves": "passed",
      "REG-04 on one: serves": "failed",
      "REG-04 and WF-10: tells": "passed",
      "REG-05: was left out": "skipped",
      "UTF-16 is no row": "passed",
    }),
    first,
    false,
    "REG-03",
    "REG-04",
    "REG-05",
    "WF-10",
  );
  record(reportOf({ "REG-04 on one: serves": "passed", "REG-04 and WF-10: tells": "failed" }), second, true, "REG-04");
  const short = { isFullLength: false, date: first, revision: null };
  expect(readTestResults(results)).toEqual({
    "REG-03": { passed: 1, failed: 0, ...short },
    "REG-04": { passed: 1, failed: 1, isFullLength: true, date: second, revision: null },
    "WF-10": { passed: 1, failed: 0, ...short },
  });
  expect(mistakesIn(fileSchema.schema, testsFile, readFileSync(join(results, testsFile), "utf8"))).toEqual([]);
});
