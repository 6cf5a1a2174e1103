/** One side of a comparison: a run's folder that is believed, and has numbers. */
import { realpathSync } from "node:fs";
import { basename } from "node:path";
import type { RunSummary } from "#contract/summary";
import type { Verdict } from "#contract/verdict";
import { Problem } from "../lib/problem.ts";
import { believe } from "../report/recorded/believed.ts";
import type { RecordedConfig } from "../report/recorded/run.ts";

export interface Side {
  /** The folder's name. */
  readonly id: string;
  readonly summary: RunSummary;
  readonly verdict: Verdict;
  readonly config: RecordedConfig;
}

/** Throws a Problem for a folder whose numbers are not all there, or not those of a run. `setting` names it for a person. */
export function readSide(setting: string, folder: string): Side {
  const { summary, verdict, config } = believe(setting, folder);
  if (summary === undefined) {
    throw new Problem("usage", {
      what: `${setting}: the run ${folder} left no summary.json: ${verdict.reasons.join("; ") || "no reason is given"}`,
      why: "it broke before it had numbers, and there is nothing to compare without them",
      fix: `give ${setting}=… as a run that ended, or make a new one`,
    });
  }
  return { id: basename(realpathSync(folder)), summary, verdict, config };
}
