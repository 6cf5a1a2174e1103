/** What is broken at this moment, on disk before it is broken: faults.ndjson for people, one file per active fault for whoever heals. */
import {
  appendFileSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { syncFolder } from "../../lib/sync-folder.ts";
import type { UndoStep } from "./undo.ts";

/** An active fault as its file holds it. */
export interface ActiveFault {
  readonly fault: string;
  readonly target: string;
  readonly steps: readonly UndoStep[];
}

export interface Journal {
  /** One line of faults.ndjson. */
  note(event: string, details: Readonly<Record<string, unknown>>): void;
  /** On disk when it returns, the folder's entry included. Returns how to strike it out once it is healed. */
  open(active: ActiveFault): () => void;
}

const folderName = "faults";

export function openJournal(runDir: string): Journal {
  const lines = join(runDir, "faults.ndjson");
  const folder = join(runDir, folderName);
  let opened = 0;
  return {
    note(event, details) {
      appendFileSync(lines, `${JSON.stringify({ time: new Date().toISOString(), event, ...details })}\n`);
    },
    open(active) {
      mkdirSync(folder, { recursive: true });
      opened += 1;
      const path = join(folder, `${opened}-${active.fault}.json`);
      writeDurably(path, JSON.stringify(active));
      syncFolder(folder);
      return () => {
        rmSync(path, { force: true });
        if (filesIn(folder).length === 0) rmSync(folder, { recursive: true });
      };
    },
  };
}

/** Faults a run has not healed, newest first. */
export function activeFaults(runDir: string): readonly ActiveFault[] {
  const folder = join(runDir, folderName);
  return filesIn(folder)
    .sort((a, b) => Number.parseInt(b, 10) - Number.parseInt(a, 10))
    .map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as ActiveFault);
}

/** Strikes out all of them. */
export function closeFaults(runDir: string): void {
  rmSync(join(runDir, folderName), { recursive: true, force: true });
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // no fault was ever on
  }
}

function writeDurably(path: string, text: string): void {
  const file = openSync(path, "wx");
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
