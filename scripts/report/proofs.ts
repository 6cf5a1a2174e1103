/** Where a row is proven: thresholds that name it, and tests whose titles do. Found by reading, so nothing is listed twice. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type BaselineLimit, baselineFactor } from "#contract/baseline";
import type { Comparison } from "#contract/comparison";
import {
  comparedMetrics,
  type PairThreshold,
  type ResourceThreshold,
  resourceMetrics,
  showInside,
} from "#contract/resource-threshold";
import type { Threshold } from "#contract/threshold";
import {
  loadBaselineLimits,
  loadComparisons,
  loadPairThresholds,
  loadResourceThresholds,
  loadThresholds,
} from "../judge/thresholds.ts";
import { projectDir } from "../lib/paths.ts";

export interface Proof {
  readonly row: string;
  /** A file of the project. */
  readonly file: string;
  readonly says: string;
}

/** A test of one row, asked of every registry, what turns it red, or any other test. */
const titles =
  /^\s*(?:row\(\s*"(?<row>[A-Z]+-\d\d)",\s*"(?<assertion>[^"]+)"|rowTrip\(\s*"(?<tripped>[A-Z]+-\d\d)",\s*"(?<trip>[^"]+)"|(?:it|test)(?:\.(?:skipIf|runIf)\(.*\))?(?:\.concurrent)?\(\s*"(?<title>[^"]*\b[A-Z]+-\d\d\b[^"]*)")/gm;

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
    const { row, assertion, tripped, trip, title = "" } = groups;
    if (tripped !== undefined) return [{ row: tripped, file, says: `${tripped}'s trip: ${trip}` }];
    if (row !== undefined) return [{ row, file, says: assertion ?? "" }];
    const says = title.replace(/^[A-Z]+-\d\d: /, "");
    return [...title.matchAll(/\b[A-Z]+-\d\d\b/g)].map(([id]) => ({ row: id, file, says }));
  });
}

/** Of every limit there is. */
export async function limitProofs(): Promise<readonly Proof[]> {
  return [
    ...thresholdProofs(await loadThresholds()),
    ...resourceProofs(await loadResourceThresholds()),
    ...comparisonProofs(await loadComparisons()),
    ...baselineProofs(await loadBaselineLimits()),
    ...pairProofs(await loadPairThresholds()),
  ];
}

function thresholdProofs(thresholds: readonly Threshold[]): readonly Proof[] {
  return thresholds.map(({ requirement, operation, metric, below, profiles, whileBroken }) => {
    const limit =
      metric === "errorRate" ? `errors below ${Number((below * 100).toPrecision(6))} %` : `${metric} below ${below} ms`;
    return {
      row: requirement,
      file: `thresholds/${operation.slice(0, operation.indexOf("."))}.ts`,
      says: `${operation}: ${limit}${whileBroken === undefined ? "" : ` while a ${whileBroken} system is broken`}${where(profiles)}`,
    };
  });
}

export function resourceProofs(thresholds: readonly ResourceThreshold[]): readonly Proof[] {
  return thresholds.map(({ requirement, role, process = role, metric, limit, profiles, knownMisses = {} }) => {
    const { label, isLimitAllowed } = resourceMetrics[metric];
    const misses = Object.entries(knownMisses).map(([target, why]) => `; ${target} misses it, as listed: ${why}`);
    return {
      row: requirement,
      file: "thresholds/resources.ts",
      says: `${process}: ${label} ${isLimitAllowed ? "at most" : "below"} ${showInside(metric, limit)}${where(profiles)}${misses.join("")}`,
    };
  });
}

function comparisonProofs(comparisons: readonly Comparison[]): readonly Proof[] {
  return comparisons.map(({ requirement, role, metric, operation, limit, whileBroken, fault, profiles }) => ({
    row: requirement,
    file: "thresholds/neighbours.ts",
    says: `${operation ?? role}: ${comparedMetrics[metric].label}, at most ${showInside(metric, limit)} while ${fault} breaks ${whileBroken}${where(profiles)}`,
  }));
}

function baselineProofs(limits: readonly BaselineLimit[]): readonly Proof[] {
  return limits.map(({ requirement, figure, scenario, profile }) => {
    const what = "operation" in figure ? `${figure.operation}: ${figure.metric}` : resourceMetrics[figure.metric].label;
    const says = `${what} below ${baselineFactor} times this machine's baseline with SCENARIO=${scenario} PROFILE=${profile}`;
    return { row: requirement, file: "thresholds/baseline.ts", says };
  });
}

function pairProofs(thresholds: readonly PairThreshold[]): readonly Proof[] {
  return thresholds.map(({ requirement, role, metric, limit, scenario, profile, pairs }) => ({
    row: requirement,
    file: "thresholds/pairs.ts",
    says: `${role}: ${resourceMetrics[metric].label} at most ${showInside(metric, limit)}, ${pairs} ${pairs === 1 ? "pair" : "pairs"} of runs with SCENARIO=${scenario} PROFILE=${profile} BASELINE_TARGET=…`,
  }));
}

function where(profiles: readonly string[] | undefined): string {
  return profiles === undefined ? "" : ` with PROFILE=${profiles.join(" or ")}`;
}
