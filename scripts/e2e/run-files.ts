/** Every JSON file that was left has a schema and is what it says: looked at after each run of an end-to-end test. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { isFileOf, loadFileSchemas } from "../schemas/file-schema.ts";
import { mistakesIn } from "../schemas/mistakes.ts";

interface How {
  /** A run that was killed may have been in the middle of a line, and its watchdog may be clearing up at this moment. */
  readonly mayBeCutOff?: boolean;
}

/** Of one folder: that of a run, of a comparison, or of all of them. Returns the names of those that were there. */
export async function expectValidFiles(folder: string, { mayBeCutOff = false }: How = {}): Promise<readonly string[]> {
  const schemas = await loadFileSchemas();
  const there = readdirSync(folder)
    .filter((name) => /^[^.].*\.(json|ndjson)$/.test(name))
    .sort();
  const mistakes = there.flatMap((name) => {
    const own = schemas.find((each) => isFileOf(each, name));
    if (own === undefined) return [`${name}: scripts/schemas/ has none of it`];
    const text = mayBeCutOff ? readIfThere(join(folder, name)) : readFileSync(join(folder, name), "utf8");
    return text === undefined ? [] : mistakesIn(own.schema, name, text, { mayBeCutOff });
  });
  expect(mistakes, `files of ${folder} are as their schemas say`).toEqual([]);
  return there;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** Of a results folder that only one command wrote into, with those of each of its runs. */
export async function expectValidResults(results: string, how: How = {}): Promise<void> {
  if (!existsSync(results)) return;
  const runs = readdirSync(results, { withFileTypes: true }).filter((entry) => /^\d{4}-/.test(entry.name));
  for (const folder of [results, ...runs.map(({ name }) => join(results, name))]) await expectValidFiles(folder, how);
}
