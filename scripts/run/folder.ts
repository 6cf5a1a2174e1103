/** A run's folder under results/: there from the first second, INVALID until a better verdict replaces it. */
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, relative, resolve } from "node:path";
import { exitCodes, notEnded, type Verdict, verdictSchemaVersion } from "#contract/verdict";
import { projectDir } from "../lib/paths.ts";
import { messageOf, Problem } from "../lib/problem.ts";

export interface RunFolder {
  readonly id: string;
  readonly path: string;
  /** As a person types it, from the project's root. */
  readonly shownPath: string;
  readonly logsDir: string;
  /** Private, for the data of what we start; outside the project, there from `makeData` to `removeData`. */
  readonly dataDir: string;
  /** Writes by atomic rename, so a reader never sees half a file. */
  write(name: string, content: string): void;
  /** Not before somebody watches over the run: whoever kills it earlier leaves nothing behind. */
  makeData(): void;
  /** `latest` points at the folder made last; this points it at this one again. */
  becomeLatest(): void;
  removeData(): void;
}

/** `root` is the RESULTS setting, relative to the project. */
export function openRunFolder(root: string, verb: string, scenario: string, now: Date): RunFolder {
  const results = resolve(projectDir, root);
  const path = tryWriting(results, () => makeFolder(results, `${stampOf(now)}-${verb}-${scenario}`));
  const logsDir = join(path, "logs");
  const write = (name: string, content: string): void => {
    const temporary = join(path, `.${name}.${process.pid}`);
    writeFileSync(temporary, content);
    renameSync(temporary, join(path, name));
  };
  tryWriting(results, () => {
    mkdirSync(logsDir);
    write("verdict.json", `${JSON.stringify(unfinished, null, 2)}\n`);
    pointLatest(results, path);
  });
  const dataDir = join(tmpdir(), `mesh-load-${randomUUID()}`);
  return {
    id: basename(path),
    path,
    shownPath: `${relative(projectDir, path) || path}/`,
    logsDir,
    dataDir,
    write,
    becomeLatest: () => tryWriting(results, () => pointLatest(results, path)),
    makeData: () => void mkdirSync(dataDir, { mode: 0o700 }),
    removeData: () => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** UTC to the second, as folders are named by it. */
export function stampOf(time: Date): string {
  return time
    .toISOString()
    .replaceAll(":", "-")
    .replace(/\.\d+Z$/, "Z");
}

const unfinished: Verdict = {
  schemaVersion: verdictSchemaVersion,
  verdict: "INVALID",
  exitCode: exitCodes.invalid,
  reasons: [notEnded],
  notes: [],
  gates: [],
};

/** Two runs of one second get folders of their own. */
export function makeFolder(results: string, name: string): string {
  if (!existsSync(results)) mkdirSync(results); // not recursive: Node never comes back from that below /proc
  for (let attempt = 1; ; attempt += 1) {
    const path = join(results, attempt === 1 ? name : `${name}-${attempt}`);
    try {
      mkdirSync(path);
      return path;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST" || attempt >= 100) throw error;
    }
  }
}

function pointLatest(results: string, path: string): void {
  const temporary = join(results, `.latest.${process.pid}`);
  rmSync(temporary, { force: true });
  symlinkSync(basename(path), temporary);
  renameSync(temporary, join(results, "latest"));
}

export function tryWriting<T>(results: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    throw new Problem(
      "usage",
      {
        what: `results folder ${results} cannot be written: ${messageOf(error)}`,
        why: "a run without its files proves nothing",
        fix: "make the folder writable or give RESULTS=… another one",
      },
      error,
    );
  }
}
