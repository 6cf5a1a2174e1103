/** What faults of a database share: finding its server and the processes that it is made of. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readStat } from "../lib/proc.ts";
import { descendants } from "../lib/process-list.ts";
import type { UndoStep } from "../run/healing/undo.ts";
import type { RunningDatabase } from "../targets/target.ts";
import type { FaultContext } from "./fault.ts";

/** The database of a subject this run started; faults that need one get no other subject. */
export function databaseOf({ subject }: FaultContext): RunningDatabase {
  const database = subject.running?.database;
  if (database === undefined) throw new Error(`${subject.name} has no database that this run started`);
  return database;
}

/** The postmaster, then one process per connection and chore. They lead sessions of their own: no group holds them all. */
export function processesOf({ service }: RunningDatabase): readonly number[] {
  const { pid } = service.server.identity;
  return [pid, ...descendants(pid)];
}

/** Of a server that is killed the system keeps a piece of memory that no process holds. Its id is in the seventh line. */
export function sharedMemoryOf({ clusterDir }: RunningDatabase): UndoStep {
  const line = readFileSync(join(clusterDir, "postmaster.pid"), "latin1").split("\n")[6] ?? "";
  return { undo: "remove-shared-memory", id: Number(line.trim().split(/\s+/)[1]) };
}

export function needsProc(): string | undefined {
  return readStat(process.pid) === undefined
    ? "this system has no /proc to find the database's processes in"
    : undefined;
}
