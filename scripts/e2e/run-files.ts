/** Every file that a run left is what its schema says: looked at after each run of an end-to-end test. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { loadFileSchemas } from "../schemas/file-schema.ts";
import { mistakesIn } from "../schemas/mistakes.ts";

/** Returns the names of those that were there. A run that was killed may have been in the middle of a line. */
export async function expectValidFiles(runDir: string, { mayBeCutOff = false } = {}): Promise<readonly string[]> {
  const there = (await loadFileSchemas()).filter(({ file }) => existsSync(join(runDir, file)));
  const mistakes = there.flatMap((each) =>
    mistakesIn(each, readFileSync(join(runDir, each.file), "utf8"), { mayBeCutOff }),
  );
  expect(mistakes, `files of ${runDir} are as their schemas say`).toEqual([]);
  return there.map(({ file }) => file);
}
