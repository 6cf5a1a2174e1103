/** results/baseline.json: what this machine did, and what it was when it did. */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { type Baseline, baselineSchemaVersion, type Surroundings } from "#contract/baseline";
import type { Settings } from "#contract/settings";
import type { Recorded } from "../judge/baseline.ts";
import type { Cores } from "../lib/cores.ts";
import { describeMachine } from "../lib/machine.ts";
import { projectDir } from "../lib/paths.ts";
import { messageOf, Problem } from "../lib/problem.ts";
import { readJson } from "../report/recorded/files.ts";
import { postgresVersion } from "../stack/postgres-binaries.ts";
import type { K6Binary } from "./k6-binary.ts";

export interface BaselineFile {
  /** As a person types it, from the project's root. */
  readonly shownPath: string;
  write(baseline: Baseline): void;
}

const fileName = "baseline.json";

export function surroundingsOf(k6: K6Binary, cores: Cores, { DATABASE_URL }: Settings): Surroundings {
  const { system, cpu, cores: count, memoryMiB, node } = describeMachine();
  return {
    system,
    cpu,
    cores: count,
    memoryGiB: Math.round(memoryMiB / 1024),
    generatorCores: cores.generator,
    targetCores: cores.targets,
    node,
    k6: k6.version,
    postgres: DATABASE_URL === undefined ? (postgresVersion() ?? "none") : "given by DATABASE_URL",
  };
}

/** `root` is the RESULTS setting, relative to the project. */
export function readBaseline(root: string): Recorded {
  const path = join(resolve(projectDir, root), fileName);
  const found = readJson<Baseline>(path);
  if (found?.schemaVersion === baselineSchemaVersion && Array.isArray(found.entries)) return found;
  const missing = existsSync(path) ? `${path} is of another form` : "none was recorded";
  return { missing: `${missing}, \`make baseline\` records one` };
}

/** Proven writable before anything is measured, and never half written. */
export function openBaselineFile(root: string): BaselineFile {
  const folder = resolve(projectDir, root);
  const path = join(folder, fileName);
  const part = join(folder, `.${fileName}.${process.pid}`);
  try {
    if (!existsSync(folder)) mkdirSync(folder); // not recursive: Node never comes back from that below /proc
    writeFileSync(part, "");
    rmSync(part);
  } catch (error) {
    throw new Problem(
      "usage",
      {
        what: `results folder ${folder} cannot be written: ${messageOf(error)}`,
        why: "a baseline that is kept nowhere is none",
        fix: "make the folder writable or give RESULTS=… another one",
      },
      error,
    );
  }
  return {
    shownPath: relative(projectDir, path) || path,
    write(baseline) {
      writeFileSync(part, `${JSON.stringify(baseline, null, 2)}\n`);
      renameSync(part, path);
    },
  };
}
