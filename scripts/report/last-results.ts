/** What became of each row: in the newest run that has a gate of it, and when its tests last ran. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Verdict } from "#contract/verdict";
import { type RowTested, readTestResults } from "./test-results.ts";

/** Folders begin with their time, so their names sort by it; older runs than these are not looked at. */
const newest = 50;
/** Runs that broke something on purpose, and those of a comparison: what they missed says nothing of an ordinary day. */
const others = /Z-(prove|fault|nightly-fault|side|ab)-/;

/** Row id to its lines: of a run, of tests, or of both. */
export function lastResults(resultsDir: string): ReadonlyMap<string, readonly string[]> {
  const [runs, tests] = [ofRuns(resultsDir), Object.entries(readTestResults(resultsDir))];
  const ids = new Set([...runs.keys(), ...tests.map(([row]) => row)]);
  const ofTests = new Map(tests.map(([row, tested]) => [row, testedText(tested)]));
  return new Map([...ids].map((row) => [row, [runs.get(row), ofTests.get(row)].filter((line) => line !== undefined)]));
}

function testedText({ passed, failed, isFullLength, date }: RowTested): string {
  const length = isFullLength ? "as long as the row says" : "shortened";
  return `last test: ${passed} passed, ${failed === 0 ? "0 failed" : `${failed} FAILED`}, ${length}, ${date.slice(0, 19)}Z`;
}

/** A run that proved nothing says nothing of a row. */
function ofRuns(resultsDir: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (!existsSync(resultsDir)) return found;
  const runs = readdirSync(resultsDir, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const names = runs
    .map(({ name }) => name)
    .filter((name) => !others.test(name))
    .sort();
  for (const run of names.reverse().slice(0, newest)) {
    const verdict = readVerdict(join(resultsDir, run, "verdict.json"));
    if (verdict === undefined || verdict.verdict === "INVALID") continue;
    for (const [row, gates] of Map.groupBy(verdict.gates, ({ requirement }) => requirement)) {
      if (found.has(row)) continue;
      const met = gates.filter(({ ok }) => ok).length;
      found.set(row, `last run: ${met === gates.length ? "met" : "MISSED"}, ${met} of ${gates.length} gates, ${run}`);
    }
  }
  return found;
}

function readVerdict(path: string): Verdict | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Verdict;
  } catch {
    return undefined; // a folder of something else
  }
}
