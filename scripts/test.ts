/** Everything there is to test: the checks, then every test, with the real k6 and real systems. With ROWS=REG-11 the tests of a row alone, as long as it says. */
import { basename } from "node:path";
import { type ExitCode, exitCodes } from "#contract/verdict";
import { runCommand } from "./lib/command.ts";
import { gitRevision } from "./lib/machine.ts";
import { runSteps, type Step } from "./lib/steps.ts";
import { type VitestReport, vitestReport, whyFailed } from "./lib/vitest.ts";
import { rowsOf } from "./report/row-list.ts";
import { testsOfRows } from "./report/row-tests.ts";
import { readTestResults, recordTests, testsFile } from "./report/test-results.ts";
import { openResultFile } from "./run/result-file.ts";

const checks: readonly Step[] = [
  ["biome", "ci", "--error-on-warnings", "."],
  ["tsc", "-p", "."],
  ["tsc", "-p", "scenarios"],
  ["knip"],
];
/** What vitest is told of the files that run at once. Three at a time, since each waits for half of its time: two left two cores idle for nearly as long. Those named `.alone.` measure so closely that a neighbour would be part of it; those named `.trip.` are for `make prove`. */
const groups: Readonly<Record<string, readonly string[]>> = {
  unit: ["--exclude=**/*.e2e.test.ts", "--maxWorkers=2"],
  beside: ["e2e.test", "--exclude=**/*.{alone,trip}.e2e.test.ts", "--maxWorkers=3"],
  alone: [".alone.e2e.test", "--no-file-parallelism"],
};
/** The longest row takes five minutes. */
const fullTimeoutMs = 900_000;
const shortTimeoutMs = 120_000;

await runCommand(async ({ settings: { ROWS, RESULTS } }) => {
  const file = openResultFile(RESULTS, testsFile);
  const revision = await gitRevision();
  const asked = rowsOf(ROWS ?? "").map(({ id }) => id);
  const remembered = (all: readonly Tested[], isFullLength: boolean): ExitCode => {
    const reports = all.map(({ report }) => report);
    const date = new Date().toISOString();
    recordTests(file, readTestResults(RESULTS), reports, asked, { date, revision, isFullLength });
    return outcome(all);
  };
  if (ROWS !== undefined) {
    const { files, titles } = testsOfRows(ROWS);
    const words = [...files, `--testNamePattern=${titles}`, "--no-file-parallelism"];
    return remembered([await tested(words, fullTimeoutMs, { ROWS_LENGTH: "full" })], true);
  }
  if ((await runSteps(checks)) !== 0) return exitCodes.broken;
  const all: Tested[] = [];
  for (const words of Object.values(groups)) all.push(await tested(words, shortTimeoutMs)); // also after a failure: all are to be seen at once
  return remembered(all, false);
});

interface Tested {
  readonly isWell: boolean;
  readonly report: VitestReport;
}

async function tested(words: readonly string[], timeoutMs: number, environment = {}): Promise<Tested> {
  let exitCode = 0;
  const report = await vitestReport([...words, "--reporter=default"], timeoutMs, async (step) => {
    exitCode = await runSteps([step], environment);
    return "see above";
  });
  return { isWell: exitCode === 0, report };
}

function outcome(all: readonly Tested[]): ExitCode {
  const sum = (count: (report: VitestReport) => number): number =>
    all.reduce((total, { report }) => total + count(report), 0);
  const failures = all.flatMap(({ report }) => failuresIn(report));
  for (const each of failures) process.stdout.write(`failed: ${each}\n`);
  process.stdout.write(
    `${sum((report) => report.numPassedTests)} passed, ${sum((report) => report.numFailedTests)} failed\n`,
  );
  const isWell = all.every((each) => each.isWell && each.report.numPassedTests > 0);
  return isWell ? exitCodes.pass : exitCodes.broken;
}

function failuresIn({ testResults }: VitestReport): readonly string[] {
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === "failed")
      .map((result) => `${basename(name)}: ${result.fullName}: ${whyFailed(result)}`),
  );
}
