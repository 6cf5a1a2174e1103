/** Reads a sample folder back as reports do, for their tests. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunSummary } from "#contract/summary";
import type { Verdict } from "#contract/verdict";
import { type RecordedRun, readRun } from "./recorded/run.ts";
import { verdictOf, writeSampleRun } from "./sample-folder.ts";

export function sampleRun(changes: Partial<Verdict> = {}, summary?: RunSummary): RecordedRun {
  const folder = mkdtempSync(join(tmpdir(), "mesh-load-report-"));
  try {
    writeSampleRun(folder, verdictOf(), summary);
    return { ...readRun(folder), id: "sample", verdict: verdictOf(changes) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
