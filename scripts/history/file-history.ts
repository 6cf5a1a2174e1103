/** The history as a file among the results: one line of JSON per run, synced to disk; a torn line costs only itself. */
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  writeSync,
} from "node:fs";
import { join, relative, resolve } from "node:path";
import { projectDir } from "../lib/paths.ts";
import { syncFolder } from "../lib/sync-folder.ts";
import { tryWriting } from "../run/folder.ts";
import type { History } from "./history.ts";
import { type HistoryRecord, recordOf } from "./record.ts";

export const historyFile = "history.ndjson";

/** `root` is the RESULTS setting, relative to the project. */
export function fileHistory(root: string): History {
  const results = resolve(projectDir, root);
  const path = join(results, historyFile);
  const place = relative(projectDir, path) || path;
  return {
    place,
    async append(record) {
      tryWriting(results, () => appendLine(results, path, JSON.stringify(record)));
    },
    async read() {
      const lines = existsSync(path) ? readFileSync(path, "utf8").split("\n") : [];
      const written = lines.filter((line) => line !== "");
      const records = written.flatMap((line) => parsed(line, place) ?? []);
      return { records, unreadable: written.length - records.length };
    },
  };
}

/** One write, so that two nights at once never mix; what was torn before gets a line of its own. */
function appendLine(results: string, path: string, line: string): void {
  if (!existsSync(results)) mkdirSync(results); // not recursive: Node never comes back from that below /proc
  const isNew = !existsSync(path);
  const file = openSync(path, "a+");
  try {
    writeSync(file, `${isTorn(file) ? "\n" : ""}${line}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  if (isNew) syncFolder(results);
}

function isTorn(file: number): boolean {
  const { size } = fstatSync(file);
  if (size === 0) return false;
  const last = Buffer.alloc(1);
  readSync(file, last, 0, 1, size - 1);
  return last.toString() !== "\n";
}

function parsed(line: string, place: string): HistoryRecord | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined; // torn
  }
  return recordOf(value, place);
}
