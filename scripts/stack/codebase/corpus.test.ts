/** What a codebase server is filled with is counted before anything is timed. */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { countedTree } from "./corpus.ts";

const cache = mkdtempSync(join(tmpdir(), "mesh-load-corpus-"));
afterAll(() => rmSync(cache, { recursive: true, force: true }));

it("OPS-05: a generated tree with one file gone is refused, not measured", () => {
  const { root, files } = countedTree(cache, "tenant-a");
  expect(files).toBe(500);
  expect(countedTree(cache, "tenant-a").files).toBe(500);
  const entry = readdirSync(root, { recursive: true, withFileTypes: true }).find((each) => each.isFile());
  rmSync(join(entry?.parentPath ?? "", entry?.name ?? ""));
  expect(() => countedTree(cache, "tenant-a")).toThrow(/holds 499 files, not 500/);
});
