/** Runs test files with vitest, and tells what became of each test from vitest's own report. */
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectDir } from "./paths.ts";
import { createProcesses, lastLogLines } from "./processes.ts";
import type { Step } from "./steps.ts";

export interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly { readonly name: string; readonly assertionResults: readonly TestResult[] }[];
}

export interface TestResult {
  /** Of what it is part of, the outermost first. */
  readonly ancestorTitles: readonly string[];
  readonly title: string;
  readonly fullName: string;
  /** `skipped` also for those that were not asked for. */
  readonly status: string;
  readonly failureMessages: readonly string[];
}

/** What vitest is run by; resolves to what it said, where nobody has read it. */
type Run = (step: Step) => Promise<string>;

/** Throws an Error when the tests could not be run at all; whether they pass is in the report. */
export async function vitestReport(words: readonly string[], timeoutMs: number, run: Run): Promise<VitestReport> {
  const folder = mkdtempSync(join(tmpdir(), "mesh-load-test-"));
  const file = join(folder, "report.json");
  try {
    const more = [`--testTimeout=${timeoutMs}`, "--hookTimeout=60000", "--reporter=json", `--outputFile.json=${file}`];
    const said = await run(["vitest", "run", ...words, ...more]);
    if (!existsSync(file)) throw new Error(`vitest ${words.join(" ")} left no report: ${said}`);
    return JSON.parse(readFileSync(file, "utf8")) as VitestReport;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Without a word. Where it is asked to end, so are its workers, each of which ends what it started (at-exit.ts). */
export function unseen(signal: AbortSignal, environment: Readonly<Record<string, string>> = {}): Run {
  return async ([command, ...args]) => {
    const folder = mkdtempSync(join(tmpdir(), "mesh-load-vitest-"));
    try {
      await using processes = createProcesses(folder);
      const env = { ...givenEnvironment(), ...environment };
      const vitest = processes.start({ name: "vitest", command, args, env, cwd: projectDir, stopSignal: "SIGINT" });
      await Promise.race([vitest.exited, aborted(signal)]);
      return lastLogLines(vitest, 20);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
}

function givenEnvironment(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, "abort");
}

/** The first line of what it failed by. */
export function whyFailed({ failureMessages }: TestResult): string {
  return failureMessages[0]?.split("\n")[0] ?? "";
}
