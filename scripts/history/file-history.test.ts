/** The file that remembers nights: what is in it stays, and a torn line costs only itself. */
import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fileHistory, historyFile } from "./file-history.ts";
import { sampleRecord } from "./sample-history.ts";

let results: string;
beforeEach(() => {
  results = mkdtempSync(join(tmpdir(), "mesh-load-history-"));
});
afterEach(() => rmSync(results, { recursive: true }));
const path = (): string => join(results, historyFile);

describe("history.ndjson", () => {
  it("is empty before the first night, and then holds each record in its order", async () => {
    const history = fileHistory(results);
    expect(await history.read()).toEqual({ records: [], unreadable: 0 });
    for (const day of [0, 1, 2]) await history.append(sampleRecord(day));
    expect(await history.read()).toEqual({ records: [0, 1, 2].map((day) => sampleRecord(day)), unreadable: 0 });
    expect(readFileSync(path(), "utf8").split("\n")).toHaveLength(4);
  });

  it("survives a torn last line: what is added after it is whole, and what was torn is counted", async () => {
    const history = fileHistory(results);
    await history.append(sampleRecord(0));
    await history.append(sampleRecord(1));
    truncateSync(path(), readFileSync(path()).length - 40);
    expect(await history.read()).toEqual({ records: [sampleRecord(0)], unreadable: 1 });
    await history.append(sampleRecord(2));
    expect(await history.read()).toEqual({ records: [sampleRecord(0), sampleRecord(2)], unreadable: 1 });
  });

  it("counts lines that are no records, and makes nothing of them", async () => {
    writeFileSync(path(), '{"schemaVersion":1,"part":7}\n[]\nnull\n{}\n');
    expect(await fileHistory(results).read()).toEqual({ records: [], unreadable: 4 });
  });

  it("refuses what a newer suite wrote", async () => {
    const history = fileHistory(results);
    await history.append(sampleRecord(0));
    appendFileSync(path(), `${JSON.stringify({ ...sampleRecord(1), schemaVersion: 2 })}\n`);
    await expect(history.read()).rejects.toThrow(/has a record of schema version 2, this suite reads 1/);
  });

  it("says so when it cannot be written", async () => {
    await expect(fileHistory("/proc/no-such-folder").append(sampleRecord(0))).rejects.toThrow(/cannot be written/);
  });
});
