/** Opens the registry's SQLite file, and sets a file aside that is none (anymore). */
import { closeSync, existsSync, openSync, readSync, renameSync } from "node:fs";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { schema, schemaVersion } from "./schema.ts";

/** The text of a statement is always a constant; what comes from outside goes into its values. */
export interface Tables {
  all<R>(text: string, ...values: SQLInputValue[]): R[];
  get<R>(text: string, ...values: SQLInputValue[]): R | undefined;
  /** How many rows it changed. */
  run(text: string, ...values: SQLInputValue[]): number;
}

export interface OpenFile extends Tables {
  close(): void;
}

const busyMs = 1000;

/** Another process that holds the file's lock is waited for, which stops this one: not long. */
export function openFile(path: string, onStatement: () => void): OpenFile {
  const database = new DatabaseSync(path, { timeout: busyMs, enableForeignKeyConstraints: true });
  try {
    // In WAL mode a commit is in the file's log when it returns: a killed process loses nothing, only a power cut could.
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY");
    prepareTables(database);
  } catch (error) {
    database.close();
    throw error;
  }
  const statements = new Map<string, StatementSync>();
  const prepared = (text: string): StatementSync => {
    onStatement();
    let statement = statements.get(text);
    if (statement === undefined) {
      statement = database.prepare(text);
      statements.set(text, statement);
    }
    return statement;
  };
  return {
    all: <R>(text: string, ...values: SQLInputValue[]) => prepared(text).all(...values) as R[],
    get: <R>(text: string, ...values: SQLInputValue[]) => prepared(text).get(...values) as R | undefined,
    run: (text, ...values) => Number(prepared(text).run(...values).changes),
    close: () => database.close(),
  };
}

function prepareTables(database: DatabaseSync): void {
  const found = database.prepare("PRAGMA user_version").get()?.["user_version"];
  if (found === 0) {
    database.exec(`BEGIN IMMEDIATE; ${schema} COMMIT`);
    return;
  }
  if (found !== schemaVersion) throw new Error(`the store has schema ${found}, this server knows ${schemaVersion}`);
  const [first] = database.prepare("PRAGMA quick_check(1)").all();
  if (first?.["quick_check"] !== "ok") throw new CorruptStore(String(first?.["quick_check"]));
}

class CorruptStore extends Error {}

const magic = "SQLite format 3\0";

/** Throws when what lies at the path is no SQLite file anymore. */
export function checkHeader(path: string): void {
  const first = Buffer.alloc(magic.length);
  let file: number;
  try {
    file = openSync(path, "r");
  } catch {
    throw new CorruptStore("the file cannot be read anymore");
  }
  try {
    readSync(file, first);
  } finally {
    closeSync(file);
  }
  if (first.toString("latin1") !== magic) throw new CorruptStore("the file is no SQLite file anymore");
}

/** SQLite's primary result codes; an extended one has more above the lowest byte. */
const resultCodes = { full: 13, corrupt: 11, notADatabase: 26 } as const;

function resultCode(error: unknown): number | undefined {
  const { errcode } = error as { errcode?: unknown };
  return typeof errcode === "number" ? errcode & 0xff : undefined;
}

export function isCorruption(error: unknown): boolean {
  const code = resultCode(error);
  return error instanceof CorruptStore || code === resultCodes.corrupt || code === resultCodes.notADatabase;
}

export function isSqlite(error: unknown): boolean {
  return resultCode(error) !== undefined;
}

export function isFull(error: unknown): boolean {
  return resultCode(error) === resultCodes.full;
}

/** The file's log goes with it: a new file must not take it for its own. Returns the new path. */
export function setAside(path: string, now: Date): string {
  const aside = `${path}.corrupt-${now.toISOString().replaceAll(":", "-")}`;
  for (const suffix of ["", "-wal", "-shm"]) if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix);
  return aside;
}
