/** What a report format is, and how a run's reports are written. Adding a format is adding a file to formats/. */
import { readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { formatProblem, messageOf, Problem } from "../lib/problem.ts";
import type { RecordedRun } from "./recorded/run.ts";

export interface Reporter {
  /** Name of the file in the run's folder; where the name has the run's time in it, made from the run. */
  readonly file: string | ((run: RecordedRun) => string);
  /** Whether there is anything to say of such a run; always when absent. */
  isFor?(run: RecordedRun): boolean;
  /** The same run gives the same text, whenever it is asked. */
  write(run: RecordedRun): string;
}

const folder = new URL("./formats/", import.meta.url);

/** Reading their code takes longer than writing a report: a run does it while its load lasts. */
export async function loadReporters(): Promise<readonly Reporter[]> {
  const files = readdirSync(folder).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
  const loaded = files
    .sort()
    .map(async (file) => ((await import(new URL(file, folder).href)) as { reporter: Reporter }).reporter);
  await import("./recorded/run.ts");
  return Promise.all(loaded);
}

/** Writes every format into the run's folder; returns their paths. */
export async function writeReports(runDir: string): Promise<readonly string[]> {
  const [reporters, { readRun }] = await Promise.all([loadReporters(), import("./recorded/run.ts")]);
  const run = readRun(runDir);
  const wanted = reporters.filter(({ isFor }) => isFor?.(run) !== false);
  return wanted.map(({ file: named, write }) => {
    const file = typeof named === "string" ? named : named(run);
    const path = join(runDir, file);
    const temporary = join(runDir, `.${file}.${process.pid}`);
    writeFileSync(temporary, write(run));
    renameSync(temporary, path); // a reader never sees half a report
    return path;
  });
}

/** At the end of a run: a report that cannot be written is told, and changes nothing else. */
export async function tryWritingReports(runDir: string, shownPath: string): Promise<void> {
  try {
    await writeReports(runDir);
  } catch (error) {
    const problem = new Problem("broken", {
      what: `the reports of ${shownPath} could not be written: ${messageOf(error)}`,
      why: "the verdict stands, but not every report of it is there",
      fix: `run \`make report RUN=${shownPath}\` once the cause is gone`,
    });
    process.stderr.write(`${formatProblem(problem)}\n`);
  }
}
