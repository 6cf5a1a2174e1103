/** Runs the tests of the suite's own honesty: every way in which k6 exits 0 on a run that proves nothing (OPS-08). */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { $ } from "zx";
import { projectDir } from "../lib/paths.ts";

export interface HonestyCase {
  readonly name: string;
  readonly isProven: boolean;
}

interface VitestReport {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

const testFile = "scripts/e2e/honesty.e2e.test.ts";

/** One case per test. Throws when the tests could not be run at all. */
export async function proveHonesty(signal: AbortSignal): Promise<readonly HonestyCase[]> {
  const folder = mkdtempSync(join(tmpdir(), "mesh-load-honesty-"));
  const report = join(folder, "report.json");
  try {
    const words = ["vitest", "run", testFile, "--testTimeout=120000", "--reporter=json", `--outputFile=${report}`];
    const { stderr } = await $({
      cwd: projectDir,
      stdio: ["ignore", "pipe", "pipe"],
      nothrow: true,
      quiet: true,
      signal,
    })`${words}`;
    return casesIn(report, stderr);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function casesIn(report: string, said: string): readonly HonestyCase[] {
  const { testResults } = JSON.parse(readFileSync(report, "utf8")) as VitestReport;
  const cases = testResults.flatMap(({ assertionResults }) =>
    assertionResults.map(({ fullName, status }) => ({ name: fullName.trim(), isProven: status === "passed" })),
  );
  if (cases.length === 0) throw new Error(`${testFile} has no tests: ${said}`);
  return cases;
}
