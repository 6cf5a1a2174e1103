/** One side of a comparison, read from a run's folder, and not believed before it fits together. */
import { existsSync, realpathSync } from "node:fs";
import { basename, join } from "node:path";
import { type RunSummary, summarySchemaVersion } from "#contract/summary";
import { type Verdict, verdictSchemaVersion } from "#contract/verdict";
import { Problem } from "../lib/problem.ts";
import { readJson } from "../report/recorded/files.ts";
import type { RecordedConfig } from "../report/recorded/run.ts";
import { contradictions } from "./contradictions.ts";

export interface Side {
  /** The folder's name. */
  readonly id: string;
  readonly summary: RunSummary;
  readonly verdict: Verdict;
  readonly config: RecordedConfig;
}

/** Throws a Problem for a folder whose numbers are not all there, or not those of a run. `setting` names it for a person. */
export function readSide(setting: string, folder: string): Side {
  const wrong = (what: string, why: string): Problem =>
    new Problem("usage", {
      what: `${setting}: ${what}`,
      why,
      fix: `give ${setting}=… as a run that ended, or make a new one`,
    });
  const read = <T>(file: string): T => {
    const content = readJson<T>(join(folder, file));
    if (content !== undefined && content !== null && typeof content === "object") return content;
    const state = existsSync(join(folder, file)) ? "is cut off or no JSON" : "is missing";
    throw wrong(`${file} of ${folder} ${state}`, "there is nothing to compare without it");
  };
  const verdict = read<Verdict>("verdict.json");
  requireVersion(setting, `verdict.json of ${folder}`, verdict.schemaVersion, verdictSchemaVersion);
  if (!existsSync(join(folder, "summary.json"))) {
    const reason = Array.isArray(verdict.reasons) ? verdict.reasons.join("; ") : "";
    throw wrong(
      `the run ${folder} left no summary.json: ${reason || "no reason is given"}`,
      "it was killed or broke before it had numbers",
    );
  }
  const summary = read<RunSummary>("summary.json");
  requireVersion(setting, `summary.json of ${folder}`, summary.schemaVersion, summarySchemaVersion);
  const found = contradictions(summary, verdict);
  if (found.length > 0) {
    const more = found.length > 3 ? ` (and ${found.length - 3} more)` : "";
    throw wrong(
      `the files of ${folder} contradict themselves: ${found.slice(0, 3).join("; ")}${more}`,
      "they were changed after the run, or written by something else",
    );
  }
  return { id: basename(realpathSync(folder)), summary, verdict, config: read<RecordedConfig>("config.json") };
}

function requireVersion(setting: string, file: string, version: unknown, known: number): void {
  if (version === known) return;
  const isNewer = typeof version === "number" && version > known;
  throw new Problem("usage", {
    what: `${setting}: ${file} has schema version ${JSON.stringify(version) ?? "none"}, this suite reads ${known}`,
    why: isNewer ? "a newer suite wrote it, and its numbers may mean something else" : "it was not written by a run",
    fix: isNewer
      ? "use the newer suite, or make the run again with this one"
      : `give ${setting}=… as the folder of a run`,
  });
}
