/** Everything there is to test: the checks, then every test, with the real k6 and real systems. With ROWS=REG-11 the tests of a row alone, as long as it says. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exitCodes } from "#contract/verdict";
import { runCommand } from "./lib/command.ts";
import { runSteps, type Step } from "./lib/steps.ts";
import { testsOfRows } from "./report/row-tests.ts";

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
}

const checks: readonly Step[] = [
  ["biome", "ci", "--error-on-warnings", "."],
  ["tsc", "-p", "."],
  ["tsc", "-p", "scenarios"],
  ["knip"],
];
/** The longest row takes five minutes. */
const fullTimeoutMs = 900_000;
const shortTimeoutMs = 120_000;

await runCommand(async ({ settings: { ROWS } }) => {
  const chosen = ROWS === undefined ? undefined : testsOfRows(ROWS);
  const folder = mkdtempSync(join(tmpdir(), "mesh-load-test-"));
  const report = join(folder, "report.json");
  try {
    if (chosen === undefined && (await runSteps(checks)) !== 0) return exitCodes.broken;
    // one file at a time: each e2e test needs the machine for itself
    const tested = await runSteps(
      [
        [
          "vitest",
          "run",
          ...(chosen === undefined ? [] : [...chosen.files, `--testNamePattern=${chosen.titles}`]),
          "--no-file-parallelism",
          `--testTimeout=${chosen === undefined ? shortTimeoutMs : fullTimeoutMs}`,
          "--hookTimeout=60000",
          "--reporter=default",
          "--reporter=json",
          `--outputFile.json=${report}`,
        ],
      ],
      chosen === undefined ? {} : { ROWS_LENGTH: "full" },
    );
    const { numPassedTests: passed, numFailedTests: failed } = JSON.parse(readFileSync(report, "utf8")) as VitestReport;
    process.stdout.write(`${passed} passed, ${failed} failed\n`);
    return tested === 0 && passed > 0 ? exitCodes.pass : exitCodes.broken;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
