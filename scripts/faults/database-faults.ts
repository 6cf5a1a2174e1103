/** What faults of a database share: finding its server and the processes that it is made of. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readStat } from "../lib/proc.ts";
import { descendants, signalEach } from "../lib/process-list.ts";
import { waitFor } from "../lib/waiting.ts";
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

/** Those that have not stopped. */
export function unfrozen(database: RunningDatabase): readonly number[] {
  return processesOf(database).filter((pid) => readStat(pid)?.state !== "T");
}

/** Stops all of them where they are. Resolves to what lets them go on. */
export async function freezeDatabase(database: RunningDatabase): Promise<() => void> {
  /** The parent comes first: once it has stopped, nobody makes new children. */
  const stopped = (): true | undefined => {
    const left = unfrozen(database);
    signalEach(left, "SIGSTOP");
    return left.length === 0 ? true : undefined;
  };
  const thaw = (): void => signalEach(processesOf(database).toReversed(), "SIGCONT");
  if ((await waitFor(stopped, { deadlineMs: 1000 })) !== undefined) return thaw;
  thaw();
  throw new Error(`${database.service.server.name} did not stop as a whole`);
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
