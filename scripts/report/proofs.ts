/** Where a row is proven: thresholds that name it, and tests whose titles do. Found by reading, so nothing is listed twice. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Threshold } from "#contract/threshold";
import { projectDir } from "../lib/paths.ts";

export interface Proof {
  readonly row: string;
  /** A file of the project. */
  readonly file: string;
  readonly says: string;
}

/** A test of one row, asked of every registry, or any other test. */
const titles =
  /^\s*(?:row\(\s*"(?<row>[A-Z]+-\d\d)",\s*"(?<assertion>[^"]+)"|(?:it|test)\(\s*"(?<title>[^"]*\b[A-Z]+-\d\d\b[^"]*)")/gm;

export function testProofs(): readonly Proof[] {
  const files = readdirSync(join(projectDir, "scripts"), { recursive: true, encoding: "utf8" });
  const tests = files.filter((file) => file.endsWith(".test.ts")).sort();
  return tests.flatMap((name) =>
    proofsIn(join("scripts", name), readFileSync(join(projectDir, "scripts", name), "utf8")),
  );
}

/** Titles are literals; those made at run time are not found. */
export function proofsIn(file: string, code: string): readonly Proof[] {
  return [...code.matchAll(titles)].flatMap(({ groups = {} }) => {
    const { row, assertion, title = "" } = groups;
    if (row !== undefined) return [{ row, file, says: assertion ?? "" }];
    const says = title.replace(/^[A-Z]+-\d\d: /, "");
    return [...title.matchAll(/\b[A-Z]+-\d\d\b/g)].map(([id]) => ({ row: id, file, says }));
  });
}

export function thresholdProofs(thresholds: readonly Threshold[]): readonly Proof[] {
  return thresholds.map(({ requirement, operation, metric, below, profiles }) => {
    const limit = metric === "errorRate" ? `errors below ${below * 100} %` : `${metric} below ${below} ms`;
    const where = profiles === undefined ? "" : ` with PROFILE=${profiles.join(" or ")}`;
    return {
      row: requirement,
      file: `thresholds/${operation.slice(0, operation.indexOf("."))}.ts`,
      says: `${operation}: ${limit}${where}`,
    };
  });
}
