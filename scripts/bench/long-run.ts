/** The folder of a run of half an hour with 40 pairs of operation and phase, as it would have been recorded. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { errorClasses, type Operation, roleOf } from "#contract/operations";
import { profiles } from "#contract/profiles";
import { gridPercents } from "#contract/quantiles";
import { randomFrom } from "#contract/random";
import { type OperationSummary, type RunSummary, summarySchemaVersion } from "#contract/summary";
import { type Gate, type Verdict, verdictSchemaVersion } from "#contract/verdict";
import { describeMachine } from "../lib/machine.ts";

const names: readonly Operation[] = ["registry.heartbeat", "registry.list", "search.query", "mcp.list", "mcp.call"];
const phaseCount = 8;
const phaseMs = 225_000;
const durationMs = phaseCount * phaseMs;
const periodMs = 5000;
const processes = ["k6", "mcp-mesh", "codebase", "codebase-postgres", "everything", "sdk-v2"];
const startMs = Date.parse("2026-11-21T09:00:00.000Z");
const random = randomFrom(1);

const phases = Array.from({ length: phaseCount }, (_, index) => ({
  name: `step-${index + 1}`,
  ...{ startMs: index * phaseMs, endMs: (index + 1) * phaseMs, isJudged: true, exempt: [] },
}));

function targetOf(operation: Operation): string {
  return `${roleOf(operation)}-target`;
}

function pairs(): readonly OperationSummary[] {
  const errors = Object.fromEntries(errorClasses.map((kind) => [kind, 0])) as OperationSummary["errors"];
  return phases.flatMap(({ name: phase }) =>
    names.map((operation) => {
      const quantiles = gridPercents.map(() => 1 + random() * 50).sort((a, b) => a - b);
      const [min, max] = [0.5, 80];
      const latency = { count: 22_490, min, mean: 20, max, quantiles };
      const failures = { failed: 10, errors: { ...errors, http: 10 } };
      return { operation, target: targetOf(operation), phase, count: 22_500, ...failures, latency };
    }),
  );
}

function gatesOf(rows: readonly OperationSummary[]): readonly Gate[] {
  return rows.flatMap(({ operation, target, phase, latency, count, failed }) => {
    const p95 = latency?.quantiles[gridPercents.indexOf(95)] ?? 0;
    const base = { requirement: "REG-09", operation, target, phase, samples: count, ok: true };
    const id = `${operation}@${target}/${phase}`;
    return [
      { ...base, id: `${id}/p95`, metric: "p95", limit: 100, observed: p95 },
      { ...base, id: `${id}/errorRate`, metric: "errorRate", limit: 0.01, observed: failed / count },
    ];
  });
}

function periods(): readonly object[] {
  return Array.from({ length: durationMs / periodMs }, (_, index) => ({
    elapsedMs: (index + 1) * periodMs,
    vus: 50,
    roles: Object.fromEntries(
      [...Map.groupBy(names, roleOf)].map(([role, own]) => {
        const latencies = own.map((name) => {
          const p50 = 5 + random() * 10;
          return [name, { p50, p95: p50 * 2, p99: p50 * 3, max: p50 * 5 }];
        });
        return [role, { requests: 500, errors: { http: 1 }, operations: Object.fromEntries(latencies) }];
      }),
    ),
  }));
}

function usage(): readonly string[] {
  return Array.from({ length: durationMs / 1000 }, (_, second) =>
    processes.map((name, index) => {
      const rssKib = Math.round(50_000 + random() * 10_000);
      return `${startMs + second * 1000},${second * 1000},${name},${100 + index},1,${rssKib},${(second * 0.2).toFixed(2)},20,9`;
    }),
  ).flat();
}

/** `folder` must not be there. */
export function writeLongRun(folder: string): void {
  mkdirSync(folder);
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  const lines = (all: readonly object[]): string => all.map((each) => `${JSON.stringify(each)}\n`).join("");
  const operations = pairs();
  const whole = { verdict: "PASS", exitCode: 0, reasons: ["all gates met"], notes: [] } as const;
  const verdict: Verdict = { schemaVersion: verdictSchemaVersion, ...whole, gates: gatesOf(operations) };
  const summary: RunSummary = {
    schemaVersion: summarySchemaVersion,
    ...{ scenario: "mesh", profile: "load", durationScale: 1, processes: 1, phases, durationMs, maxVus: 50 },
    ...{ requests: 900_000, operations, iterations: [], lateness: [], thresholds: [], generator: null },
  };
  const config = {
    schemaVersion: 1,
    startedAt: new Date(startMs).toISOString(),
    settings: { SCENARIO: "mesh", PROFILE: "load" },
    load: { full: profiles.load.full, stages: [] },
    machine: describeMachine(),
  };
  write("verdict.json", JSON.stringify(verdict));
  write("summary.json", JSON.stringify(summary));
  write("config.json", JSON.stringify(config));
  write("series.ndjson", lines(periods()));
  const time = new Date(startMs).toISOString();
  write("timeline.ndjson", lines([{ time, elapsedMs: 0, event: "load-began", startMs }]));
  const columns = "timeMs,elapsedMs,process,pid,processes,rssKib,cpuSeconds,openFiles,threads";
  write("resources.csv", `${[columns, ...usage()].join("\n")}\n`);
}
