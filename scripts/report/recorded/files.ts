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

const usageColumns = ["timeMs", "elapsedMs", "process", "pid", "rssKib", "cpuSeconds"] as const;

/** Where resources.csv is not what the sampler writes. No values are a sample that could not be taken; the last row may be cut off. */
export function csvMistakes(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  const [head = "", ...lines] = readFileSync(path, "utf8").split("\n");
  const columns = head.split(",");
  const missing = usageColumns.filter((column) => !columns.includes(column));
  if (missing.length > 0) return [`resources.csv has no column ${missing.join(", ")}`];
  return lines.slice(0, -1).flatMap((line, index) => {
    const cells = line.split(",");
    const wrong = cells.find((cell, at) => columns[at] !== "process" && Number.isNaN(Number(cell)));
    if (cells.length === columns.length && wrong === undefined) return [];
    return [
      `resources.csv line ${index + 2}: ${wrong === undefined ? `${cells.length} of ${columns.length} columns` : `"${wrong}" is no number`}`,
    ];
  });
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
