/** Everything there is to test: the checks, then every test, with the real k6 and real systems. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exitCodes } from "#contract/verdict";
import { runCommand } from "./lib/command.ts";
import { runSteps } from "./lib/steps.ts";

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
}

await runCommand(async () => {
  const folder = mkdtempSync(join(tmpdir(), "mesh-load-test-"));
  const report = join(folder, "report.json");
  try {
    const checked = await runSteps([
      ["biome", "ci", "--error-on-warnings", "."],
      ["tsc", "-p", "."],
      ["tsc", "-p", "scenarios"],
      ["knip"],
    ]);
    if (checked !== 0) return exitCodes.broken;
    // one file at a time: each e2e test needs the machine for itself
    const tested = await runSteps([
      [
        "vitest",
        "run",
        "--no-file-parallelism",
        "--testTimeout=120000",
        "--hookTimeout=60000",
        "--reporter=default",
        "--reporter=json",
        `--outputFile.json=${report}`,
      ],
    ]);
    const { numPassedTests: passed, numFailedTests: failed } = JSON.parse(readFileSync(report, "utf8")) as VitestReport;
    process.stdout.write(`${passed} passed, ${failed} failed\n`);
    return tested === 0 && passed > 0 ? exitCodes.pass : exitCodes.broken;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
