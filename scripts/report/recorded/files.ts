/** Reads what a run left: whole files, and lines of which the last may be half written. */
import { existsSync, readFileSync } from "node:fs";

/** `undefined` when there is none or it is not JSON. */
export function readJson<T>(path: string): T | undefined {
  return existsSync(path) ? parse<T>(readFileSync(path, "utf8")) : undefined;
}

/** Lines that are not JSON are left out: a run that was killed may have been in the middle of one. */
export function readLines<T>(path: string): readonly T[] {
  return textLines(path).flatMap((line) => parse<T>(line) ?? []);
}

/** Rows by column name; rows that are cut off are left out. */
export function readCsv(path: string): readonly Readonly<Record<string, string>>[] {
  const [head = "", ...rows] = textLines(path);
  const columns = head.split(",");
  return rows
    .map((row) => row.split(","))
    .filter(({ length }) => length === columns.length)
    .map((cells) => Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ""])));
}

function textLines(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "");
}

function parse<T>(text: string): T | undefined {
  try {
    return JSON.parse(text) as T;
  } catch {
    return undefined;
  }
}
