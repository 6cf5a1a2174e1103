/** A run's folder for tests of reports: a healthy run with a fault, whose systems say what would break a careless page. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Period } from "#contract/series";
import type { RunSummary } from "#contract/summary";
import { type Gate, type Verdict, verdictSchemaVersion } from "#contract/verdict";
import { operationsWith, row, summaryOf } from "../judge/sample-run.ts";

/** Ends a script, a style, an attribute, a table cell, a CDATA section, and an XML document. */
export const hostile = `</script><script>alert("x")</script><img src=x onerror='alert(1)'>]]>&amp; | \`a\` @someone \u0000\u001b[31m\ud800 ${"\u2028"}`;

export const gates: readonly Gate[] = [
  gate("search.query", "p95", { limit: 100, observed: 12.5 }),
  gate("search.query", "errorRate", { limit: 0.01, observed: 0.05, ok: false }),
  gate("registry.list", "p95", { limit: 200, observed: 230, ok: false, undecided: "generator-limited" }),
  gate("registry.leave", "p95", { limit: 200, observed: null, samples: 0, ok: false }),
];

function gate(operation: string, metric: string, changes: Partial<Gate>): Gate {
  const [target, phase] = ["external", "steady"];
  const id = `${operation}@${target}/${phase}/${metric}`;
  const common = { id, requirement: "T-1", operation, target, phase, metric, samples: 1000, ok: true };
  return { ...common, limit: 1, observed: 0, ...changes };
}

export function verdictOf(changes: Partial<Verdict> = {}): Verdict {
  const notes = [`it said ${hostile}`];
  const whole = { verdict: "INVALID", exitCode: 3, reasons: [`broken by ${hostile}`], notes, gates } as const;
  return { schemaVersion: verdictSchemaVersion, ...whole, ...changes };
}

const startMs = Date.parse("2026-11-21T09:00:00.000Z");

/** `undefined` for a summary that k6 never wrote. */
export function writeSampleRun(
  folder: string,
  verdict: Verdict,
  summary: RunSummary | undefined = sampleSummary(),
): void {
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  const lines = (all: readonly object[]): string => all.map((each) => `${JSON.stringify(each)}\n`).join("");
  const at = (second: number): string => new Date(startMs + second * 1000).toISOString();
  write("verdict.json", JSON.stringify(verdict));
  if (summary !== undefined) write("summary.json", JSON.stringify(summary));
  write("config.json", JSON.stringify(config));
  write("series.ndjson", `${lines(Array.from({ length: 7 }, (_, index) => period(index + 1)))}{"elapsedMs":80`);
  write(
    "timeline.ndjson",
    lines([
      { time: at(-1), elapsedMs: 0, event: "command", scenario: "mesh", profile: "smoke" },
      { time: at(0), elapsedMs: 1000, event: "load-began", startMs },
      { time: at(3), elapsedMs: 4000, event: "inject", fault: "kill", target: hostile, values: {} },
      { time: at(5), elapsedMs: 6000, event: "healed", fault: "kill", target: hostile, isHealed: true },
      { time: at(7), elapsedMs: 8000, event: "died", process: hostile, code: 1, signal: null },
    ]),
  );
  const rows = [1, 2, 3].map(
    (second) => `${startMs + second * 1000},0,codebase,77,1,${20480 * second},${second / 4},9,3`,
  );
  write(
    "resources.csv",
    ["timeMs,elapsedMs,process,pid,processes,rssKib,cpuSeconds,openFiles,threads", ...rows].join("\n"),
  );
}

/** As the gates above say it. */
export function sampleSummary(): RunSummary {
  const operations = operationsWith(
    row("search.query", 1000, 50, "steady", 12.5),
    row("registry.list", 1000, 0, "steady", 230),
    row("registry.leave", 20, 20),
  );
  return summaryOf({ operations: [...operations, { ...row("search.query", 20, 20), target: hostile }] });
}

const config = {
  startedAt: "2026-11-21T08:59:59.000Z",
  settings: { SCENARIO: "mesh", PROFILE: "smoke", SEARCH_WORDS: ["it's", hostile.slice(0, 40)] },
  systems: [{ role: "search", target: hostile, dialect: "codebase", url: "http://127.0.0.1:1" }],
  load: {
    full: { search: { ratePerSecond: 20 } },
    stages: [
      { name: "warmup", seconds: 2, level: 0.5, shape: "hold" },
      { name: "steady", seconds: 5, level: 1, shape: "ramp" },
    ],
  },
  machine: { system: "Linux", cpu: "a CPU", cores: 2, memoryMiB: 4096, node: "v24.0.0" },
  versions: { k6: "2.2.0", node: "v24.0.0" },
  revision: "0123456789abcdef+changes",
};

function period(second: number): Period {
  const latency = { p50: second, p95: second * 2, p99: second * 3, max: second * 4 };
  return {
    elapsedMs: second * 1000,
    vus: 5,
    roles: {
      search: { requests: 20, errors: second === 4 ? { http: 3 } : {}, operations: { "search.query": latency } },
    },
  };
}
