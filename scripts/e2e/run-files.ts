/** Every file that a run left is what its schema says: looked at after each run of an end-to-end test. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { isFileOf, loadFileSchemas } from "../schemas/file-schema.ts";
import { mistakesIn } from "../schemas/mistakes.ts";

/** Returns the names of those that were there. A run that was killed may have been in the middle of a line. */
export async function expectValidFiles(runDir: string, { mayBeCutOff = false } = {}): Promise<readonly string[]> {
  const schemas = await loadFileSchemas();
  const there = readdirSync(runDir)
    .sort()
    .flatMap((name) => {
      const own = schemas.find((each) => isFileOf(each, name));
      return own === undefined ? [] : [{ name, schema: own.schema }];
    });
  const mistakes = there.flatMap(({ name, schema }) =>
    mistakesIn(schema, name, readFileSync(join(runDir, name), "utf8"), { mayBeCutOff }),
  );
  expect(mistakes, `files of ${runDir} are as their schemas say`).toEqual([]);
  return there.map(({ name }) => name);
}
