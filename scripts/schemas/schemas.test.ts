/** Schemas: the JSON files in the project are those of the code, and what is not as it should be is found. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { AbComparison } from "../compare/ab.ts";
import { comparisonSchemaVersion, judgementOf } from "../compare/result.ts";
import { compareRounds } from "../compare/rounds.ts";
import { row, summaryOf } from "../judge/sample-run.ts";
import { projectDir } from "../lib/paths.ts";
import { verdictOf } from "../report/sample-folder.ts";
import { type FileSchema, jsonSchemaText, loadFileSchemas, schemaPathOf } from "./file-schema.ts";
import { mistakesIn } from "./mistakes.ts";

const all = await loadFileSchemas();

function schemaOf(file: string): FileSchema {
  const found = all.find((each) => each.file === file);
  if (found === undefined) throw new Error(`no schema of ${file}`);
  return found;
}

function mistakes({ schema, file }: FileSchema, text: string, options?: { mayBeCutOff: boolean }): readonly string[] {
  return mistakesIn(schema, file, text, options);
}

describe("JSON Schemas", () => {
  it.each(all.map((each) => [each.file, each] as const))(
    "%s is the one of the code: else run `make fix`",
    (_, each) => {
      expect(existsSync(schemaPathOf(each)), schemaPathOf(each)).toBe(true);
      expect(readFileSync(schemaPathOf(each), "utf8")).toBe(jsonSchemaText(each));
    },
  );

  it("are closed wherever the shape is ours", () => {
    for (const each of all) {
      const text = jsonSchemaText(each);
      expect(text).toContain("https://json-schema.org/draft/2020-12/schema");
      expect(text.match(/"properties"/g)?.length, each.file).toBe(text.match(/"additionalProperties": false/g)?.length);
    }
  });

  it("of bench.json is that of the figures in results/", () => {
    const text = readFileSync(join(projectDir, "results/bench.json"), "utf8");
    expect(mistakes(schemaOf("bench.json"), text)).toEqual([]);
  });
});

it("compare.json of rounds is as its schema says, also where a number is none", () => {
  const [whole, without] = [summaryOf(), summaryOf({ operations: [row("search.query", 1000)] })];
  const rounds = Array.from({ length: 5 }, () => ({ base: whole, head: without }));
  const cells = compareRounds(rounds, 0.1, 1);
  expect(cells.some(({ worse }) => Number.isNaN(worse))).toBe(true);
  const side = { label: "a", runs: ["one"] };
  const comparison: AbComparison = {
    schemaVersion: comparisonSchemaVersion,
    verb: "ab",
    ...judgementOf([], ["registry.list: the head has no number in any round"]),
    ...{ notes: [], scenario: "mesh", profile: "smoke", threshold: 0.1, base: side, head: side, leftOut: [], cells },
  };
  expect(mistakes(schemaOf("compare.json"), JSON.stringify(comparison))).toEqual([]);
  expect(mistakes(schemaOf("compare.json"), JSON.stringify({ ...comparison, cells: [{}] }))).not.toEqual([]);
});

describe("mistakes", () => {
  const verdict = schemaOf("verdict.json");

  it("are none in what is right", () => {
    expect(mistakes(verdict, JSON.stringify(verdictOf()))).toEqual([]);
    expect(mistakes(schemaOf("summary.json"), JSON.stringify(summaryOf()))).toEqual([]);
  });

  it("are a field too many, one too few, and one of another kind", () => {
    const { reasons: _, ...less } = verdictOf();
    expect(mistakes(verdict, JSON.stringify({ ...less, extra: 1, exitCode: 4 }))).toEqual([
      "verdict.json exitCode: Invalid option: expected one of 0|1|2|3|99|130",
      "verdict.json reasons: Invalid input: expected array, received undefined",
      'verdict.json: Unrecognized key: "extra"',
    ]);
    expect(mistakes(verdict, '{"schemaVersion":')).toEqual(["verdict.json: it is not JSON"]);
  });

  it("of lines name the line, and a last one that is cut off counts where it is not allowed", () => {
    const probe = schemaOf("probe.ndjson");
    const good = '{"target":"a","sentMs":1,"ms":2,"ok":true,"why":null}\n';
    expect(mistakes(probe, `${good}{"target":"a"}\n`)[0]).toBe(
      "probe.ndjson line 2 sentMs: Invalid input: expected number, received undefined",
    );
    expect(mistakes(probe, good.slice(0, -9), { mayBeCutOff: true })).toEqual([]);
    expect(mistakes(probe, good + good.slice(0, -9))).toEqual(["probe.ndjson line 2: it is cut off"]);
    expect(mistakes(probe, good.slice(5) + good, { mayBeCutOff: true })).toEqual([
      "probe.ndjson line 1: it is not JSON",
    ]);
  });
});
