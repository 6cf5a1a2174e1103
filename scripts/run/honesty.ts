/** Runs the tests of the suite's own honesty: every way in which k6 exits 0 on a run that proves nothing (OPS-08). */
import { unseen, vitestReport } from "../lib/vitest.ts";
import type { ProvenCase } from "./trip-tests.ts";

const testFile = "scripts/e2e/honesty.e2e.test.ts";

/** One case per test. Throws when the tests could not be run at all. */
export async function proveHonesty(signal: AbortSignal): Promise<readonly ProvenCase[]> {
  const { testResults } = await vitestReport([testFile], 120_000, unseen(signal));
  const cases = testResults.flatMap(({ assertionResults }) =>
    assertionResults.map(({ fullName, status }) => ({
      gate: "the verdict",
      name: fullName.trim(),
      isProven: status === "passed",
    })),
  );
  if (cases.length === 0) throw new Error(`${testFile} has no tests`);
  return cases;
}
