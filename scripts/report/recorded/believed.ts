/** Reads a run's folder, and believes no file in it that no run could have left so: a chart of nothing would look like one. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Period } from "#contract/series";
import { type RunSummary, summarySchemaVersion } from "#contract/summary";
import { notEnded, type Verdict, verdictSchemaVersion } from "#contract/verdict";
import { Problem } from "../../lib/problem.ts";
import { fileSchema as configFile, recordedConfig } from "../../schemas/config.ts";
import type { FileSchema } from "../../schemas/file-schema.ts";
import { mistakesIn } from "../../schemas/mistakes.ts";
import { fileSchema as seriesFile } from "../../schemas/series.ts";
import { recordedSummary, fileSchema as summaryFile } from "../../schemas/summary.ts";
import { fileSchema as timelineFile } from "../../schemas/timeline.ts";
import { fileSchema as verdictFile } from "../../schemas/verdict.ts";
import { contradictions } from "./contradictions.ts";
import { csvMistakes, readCsv, readJson, readLines } from "./files.ts";
import type { Happening, RecordedConfig } from "./run.ts";

export interface Believed {
  readonly verdict: Verdict;
  /** `undefined` when k6 left none, as the verdict then says. */
  readonly summary: RunSummary | undefined;
  readonly config: RecordedConfig;
  readonly happenings: readonly Happening[];
  readonly series: readonly Period[];
  readonly usage: readonly Readonly<Record<string, string>>[];
}

const mostShown = 3;

/** `setting` names the folder for a person. Throws a Problem that says what is wrong with it. */
export function believe(setting: string, folder: string): Believed {
  const inRun = (name: string): string => join(folder, name);
  if (!existsSync(inRun(verdictFile.file))) throw noRun(setting, folder);
  const versions = { [verdictFile.file]: verdictSchemaVersion, [summaryFile.file]: summarySchemaVersion };
  for (const [file, known] of Object.entries({ ...versions, [configFile.file]: 1 }))
    requireKnown(setting, inRun(file), known);
  const found = [
    ...mistakesOf(folder, verdictFile),
    ...mistakesOf(folder, { ...summaryFile, schema: recordedSummary }),
    ...mistakesOf(folder, { ...configFile, schema: recordedConfig }),
    ...mistakesOf(folder, timelineFile),
    ...mistakesOf(folder, seriesFile),
    ...csvMistakes(inRun("resources.csv")),
  ];
  if (found.length > 0) throw unbelievable(setting, folder, found);
  const verdict = readJson<Verdict>(inRun(verdictFile.file));
  if (verdict === undefined) throw noRun(setting, folder);
  if (verdict.reasons[0] === notEnded) throw unended(setting, folder);
  const summary = readJson<RunSummary>(inRun(summaryFile.file));
  const happenings = readLines<Happening>(inRun(timelineFile.file));
  const hasBegun = happenings.some(({ event }) => event === "load-began");
  const apart = [
    ...contradictions(summary, verdict),
    ...(summary === undefined || hasBegun
      ? []
      : ["summary.json has numbers, but timeline.ndjson does not say when the load began"]),
  ];
  if (apart.length > 0) throw unbelievable(setting, folder, apart);
  return {
    verdict,
    summary,
    config: readJson<RecordedConfig>(inRun(configFile.file)) ?? {},
    happenings,
    series: readLines<Period>(inRun(seriesFile.file)),
    usage: readCsv(inRun("resources.csv")),
  };
}

/** What is not there has no mistakes. A run that was killed and healed may have left half a last line. */
function mistakesOf(folder: string, { file, schema }: FileSchema): readonly string[] {
  const path = join(folder, file);
  return existsSync(path) ? mistakesIn(schema, file, readFileSync(path, "utf8"), { mayBeCutOff: true }) : [];
}

function requireKnown(setting: string, path: string, known: number): void {
  const version = readJson<{ readonly schemaVersion?: unknown } | null>(path)?.schemaVersion;
  if (typeof version !== "number" || version <= known) return;
  throw new Problem("usage", {
    what: `${setting}: ${path} has schema version ${version}, this suite reads ${known}`,
    why: "a newer suite wrote it, and its numbers may mean something else",
    fix: "use the newer suite, or make the run again with this one",
  });
}

function noRun(setting: string, folder: string): Problem {
  const isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
  return new Problem("usage", {
    what: `${setting}: ${folder} ${isFolder ? "has no verdict.json" : "is not there or no folder"}`,
    why: "every run leaves a verdict in its folder from the first second, so this is none",
    fix: `give ${setting}=… as a folder of \`ls results\`, or latest`,
  });
}

function unended(setting: string, folder: string): Problem {
  return new Problem("usage", {
    what: `${setting}: the run ${folder} has not ended: it was killed, or goes on`,
    why: "what it measured was never judged, and half a load would look like a whole one",
    fix: "wait for its end; if it was killed, `make heal` clears up, its timeline.ndjson and logs/ say how far it came, and it is to be made again",
  });
}

function unbelievable(setting: string, folder: string, found: readonly string[]): Problem {
  const more = found.length > mostShown ? ` (and ${found.length - mostShown} more)` : "";
  return new Problem("usage", {
    what: `${setting}: the files of ${folder} cannot be believed: ${found.slice(0, mostShown).join("; ")}${more}`,
    why: "they were cut off or changed after the run, or written by something else, so what is shown of them would not be what was measured",
    fix: `give ${setting}=… as a run that is whole, or make it again`,
  });
}
