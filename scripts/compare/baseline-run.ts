/** The run that `baseline` means beside another: the newest of `make baseline` under the same scenario and profile. */
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { projectDir } from "../lib/paths.ts";
import { Problem } from "../lib/problem.ts";
import { readSide, type Side } from "./side.ts";

export function isBaselineWord(written: string): boolean {
  return written === "baseline";
}

/** Throws a Problem when there is none; folders that are no whole run are passed over. */
export function readBaselineRun(setting: string, { summary: { scenario, profile } }: Side, resultsDir: string): Side {
  const results = resolve(projectDir, resultsDir);
  const newestFirst = existsSync(results)
    ? readdirSync(results)
        .filter((name) => /^\d{4}-/.test(name) && name.includes(`-baseline-${scenario}`))
        .sort()
        .toReversed()
    : [];
  for (const name of newestFirst) {
    const side = wholeSide(setting, join(results, name));
    if (side?.summary.scenario === scenario && side.summary.profile === profile) return side;
  }
  throw new Problem("usage", {
    what: `${setting}: no run of \`make baseline\` in ${results} was of ${scenario} with profile ${profile}`,
    why: "a baseline says something of the load it was recorded under alone",
    fix: `run \`make baseline\`, or give ${setting}=… as a run`,
  });
}

function wholeSide(setting: string, folder: string): Side | undefined {
  try {
    return readSide(setting, folder);
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}
