/** results/baseline.json: what this machine did, and what it was when it did. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Baseline, baselineSchemaVersion } from "#contract/baseline";
import type { Recorded } from "../judge/baseline.ts";
import { projectDir } from "../lib/paths.ts";
import { readJson } from "../report/recorded/files.ts";

export const baselineFile = "baseline.json";

/** `root` is the RESULTS setting, relative to the project. */
export function readBaseline(root: string): Recorded {
  const path = join(resolve(projectDir, root), baselineFile);
  const found = readJson<Baseline>(path);
  if (found?.schemaVersion === baselineSchemaVersion && Array.isArray(found.entries)) return found;
  const missing = existsSync(path) ? `${path} is of another form` : "none was recorded";
  return { missing: `${missing}, \`make baseline\` records one` };
}
