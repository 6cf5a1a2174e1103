/** A healthy run as data, for tests of the judge: a search and a registry target, one judged phase. */

import { errorClasses, type Operation, operations, roleOf } from "#contract/operations";
import type { PlannedSystem } from "#contract/plan";
import { profileNamed } from "#contract/profiles";
import { gridPercents } from "#contract/quantiles";
import {
  type Latency,
  type LatenessSummary,
  type OperationSummary,
  type RunSummary,
  summarySchemaVersion,
} from "#contract/summary";
import { k6Expression, type Threshold } from "#contract/threshold";
import { uncalibrated } from "./calibration.ts";
import type { Evidence } from "./verdict.ts";

export const systems: readonly PlannedSystem[] = [
  { role: "search", target: "external", url: "http://127.0.0.1:1", dialect: "codebase" },
  { role: "registry", target: "external", url: "http://127.0.0.1:2", dialect: "mcp-mesh" },
];

export const thresholds: readonly Threshold[] = [
  { requirement: "T-1", operation: "search.query", metric: "p95", below: 100 },
  { requirement: "T-2", operation: "search.query", metric: "errorRate", below: 0.01 },
];

/** The same latency at every percentile, and `max` above them. */
export function flat(ms: number, count: number, max = ms): Latency {
  return { count, min: ms, mean: ms, max, quantiles: gridPercents.map(() => ms) };
}

/** A canary that was always late by as much, in each of the phases. */
export function canary(lateMs: number, ...phases: readonly string[]): readonly LatenessSummary[] {
  return phases.map((phase) => ({ phase, latency: flat(lateMs, 250) }));
}

export function row(operation: Operation, count: number, failed = 0, phase = "steady", ms = 10): OperationSummary {
  const none = Object.fromEntries(errorClasses.map((name) => [name, 0])) as OperationSummary["errors"];
  const latency = failed === count ? null : flat(ms, count - failed);
  return { operation, target: "external", phase, count, failed, errors: { ...none, application: failed }, latency };
}

/** Everything went well but for what `changes` say. */
export function summaryOf(changes: Partial<RunSummary> = {}): RunSummary {
  return {
    schemaVersion: summarySchemaVersion,
    scenario: "mesh",
    profile: "smoke",
    durationScale: 1,
    processes: 1,
    phases: [
      { name: "warmup", startMs: 0, endMs: 2000, isJudged: false, exempt: [] },
      { name: "steady", startMs: 2000, endMs: 7000, isJudged: true, exempt: [] },
    ],
    durationMs: 7000,
    maxVus: 10,
    requests: 600,
    operations: operations
      .filter((name) => name === "search.query" || roleOf(name) === "registry")
      .map((name) => row(name, 1000)),
    iterations: ["search-external", "registry-external"].map((scenario) => ({
      scenario,
      target: "external",
      started: 70,
      completed: 70,
      threw: 0,
      dropped: 0,
    })),
    lateness: canary(1, "warmup", "steady"),
    thresholds: thresholds.map((threshold) => ({ ...k6Expression(threshold, "external", "steady"), ok: true })),
    generator: { cores: 0.1, runDelay: 0.01 },
    ...changes,
  };
}

export function evidenceOf(changes: Partial<Evidence> = {}): Evidence {
  return {
    summary: summaryOf(),
    systems,
    profile: profileNamed("smoke"),
    thresholds,
    k6ExitCode: 0,
    k6Errors: [],
    deaths: [],
    faults: [],
    resources: { thresholds: [], series: new Map(), loadStartMs: 0, startsMs: new Map() },
    comparisons: [],
    nets: [],
    calibrated: { limits: uncalibrated },
    complaints: [],
    isInterrupted: false,
    ...changes,
  };
}

/** The healthy operations with one replaced. */
export function operationsWith(...changed: readonly OperationSummary[]): readonly OperationSummary[] {
  const isChanged = ({ operation }: OperationSummary): boolean =>
    changed.some((entry) => entry.operation === operation);
  return [...summaryOf().operations.filter((entry) => !isChanged(entry)), ...changed];
}

/** The healthy operations without one of them. */
export function operationsWithout(operation: Operation): readonly OperationSummary[] {
  return summaryOf().operations.filter((entry) => entry.operation !== operation);
}
