/** Where a row is proven: thresholds that name it, tests whose titles do, and the trips of its gates. Found by reading, so nothing is listed twice. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type BaselineLimit, baselineFactor } from "#contract/baseline";
import type { Comparison } from "#contract/comparison";
import type { NetThreshold } from "#contract/net-threshold";
import {
  comparedMetrics,
  netMetrics,
  type PairThreshold,
  type ResourceThreshold,
  resourceMetrics,
  showInside,
} from "#contract/resource-threshold";
import type { Threshold } from "#contract/threshold";
import {
  loadBaselineLimits,
  loadComparisons,
  loadNets,
  loadPairThresholds,
  loadResourceThresholds,
  loadThresholds,
} from "../judge/thresholds.ts";
import { projectDir } from "../lib/paths.ts";
import { loadTripFiles, tripName } from "../trips/trip.ts";

export interface Proof {
  readonly row: string;
  /** A file of the project. */
  readonly file: string;
  readonly says: string;
}

/** A test of one row, asked of every registry, what turns it red, or any other test. */
const titles =
  /^\s*(?:row\(\s*"(?<row>[A-Z]+-\d\d)",\s*"(?<assertion>[^"]+)"|rowTrip\(\s*"(?<tripped>[A-Z]+-\d\d)",\s*"(?<trip>[^"]+)"|(?:it|test|describe)(?:\.(?:skipIf|runIf|each)\(.*\))?(?:\.concurrent)?\(\s*"(?<title>[^"]*\b[A-Z]+-\d\d\b[^"]*)")/gm;

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

/** Of what `make prove` does to see gates of a row turn red. */
export async function tripProofs(): Promise<readonly Proof[]> {
  return (await loadTripFiles()).flatMap(({ file, trips }) =>
    trips.flatMap((trip) =>
      trip.rows.map((row) => ({ row, file: `scripts/trips/${file}`, says: `${trip.scenario} ${tripName(trip)}` })),
    ),
  );
}

/** Of every limit there is. */
export async function limitProofs(): Promise<readonly Proof[]> {
  return [
    ...thresholdProofs(await loadThresholds()),
    ...resourceProofs(await loadResourceThresholds()),
    ...comparisonProofs(await loadComparisons()),
    ...netProofs(await loadNets()),
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
  return thresholds.map(({ requirement, role, process = role, metric, limit, profiles, knownMisses }) => {
    const { label, isLimitAllowed } = resourceMetrics[metric];
    return {
      row: requirement,
      file: "thresholds/resources.ts",
      says: `${process}: ${label} ${isLimitAllowed ? "at most" : "below"} ${showInside(metric, limit)}${where(profiles)}${sayMisses(knownMisses)}`,
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

function netProofs(nets: readonly NetThreshold[]): readonly Proof[] {
  return nets.map(({ requirement, operation, below, profiles, knownMisses }) => ({
    row: requirement,
    file: "thresholds/nets.ts",
    says: `${operation}: ${netMetrics.netMean.label} below ${showInside("netMean", below)}${where(profiles)}${sayMisses(knownMisses)}`,
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

function sayMisses(known: Readonly<Record<string, string>> = {}): string {
  return Object.entries(known)
    .map(([target, why]) => `; ${target} misses it, as listed: ${why}`)
    .join("");
}
