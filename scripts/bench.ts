/** Measures what the suite itself costs, beside hand-written k6, and whether that is still little enough. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ExitCode, exitCodes } from "#contract/verdict";
import { startGetServer, startMcpServer } from "./bench/answers.ts";
import type { Bench } from "./bench/bench-run.ts";
import { measureBundles } from "./bench/bundle-sizes.ts";
import { measureCanary } from "./bench/canary-cost.ts";
import { measureCodebase } from "./bench/codebase.ts";
import { findCores } from "./bench/cores.ts";
import type { Figure } from "./bench/figure.ts";
import { measureMemory } from "./bench/memory.ts";
import { measureReports } from "./bench/reports.ts";
import { measureSpeed, type SpeedPair } from "./bench/speed.ts";
import { figureTable } from "./bench/table.ts";
import { type Command, runCommand } from "./lib/command.ts";
import { describeMachine, gitRevision } from "./lib/machine.ts";
import { createProcesses } from "./lib/processes.ts";
import { findK6, type K6Binary } from "./run/k6-binary.ts";
import { openResultFile } from "./run/result-file.ts";

const speedPairs: readonly SpeedPair[] = [
  {
    name: "operation() doing GET",
    role: "registry",
    ours: "operation-get",
    bare: "bare-get",
    startServer: startGetServer,
    limit: 0.8,
    goal: 0.9,
  },
  {
    name: "MCP tools/call",
    role: "mcp",
    ours: "client-call",
    bare: "bare-call",
    startServer: startMcpServer,
    limit: 0.85,
  },
];

const measurements: readonly ((bench: Bench) => Promise<Figure | readonly Figure[]>)[] = [
  measureBundles,
  ...speedPairs.map((pair) => (bench: Bench) => measureSpeed(bench, pair)),
  measureMemory,
  measureCanary,
  measureCodebase,
  measureReports,
];

async function bench({ settings, signal }: Command): Promise<ExitCode> {
  const k6 = await findK6(settings.K6_BIN);
  const file = openResultFile(settings.RESULTS, "bench.json");
  const folder = mkdtempSync(join(tmpdir(), "mesh-load-bench-"));
  try {
    await using processes = createProcesses(folder);
    const figures = await measureAll({ k6: k6.path, folder, processes, signal, cores: await findCores() });
    file.write(await describe(k6, figures));
    const missed = figures.filter(({ isMet }) => !isMet).map(({ name }) => name);
    const verdict = missed.length === 0 ? "PASS  every figure is met" : `FAIL  missed: ${missed.join(", ")}`;
    process.stdout.write(`${figureTable(figures)}\n\n${verdict}  ${file.shownPath}\n`);
    return missed.length === 0 ? exitCodes.pass : exitCodes.fail;
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function measureAll(bench: Bench): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const measure of measurements) {
    const begin = performance.now();
    const measured = [await measure(bench)].flat();
    const names = measured.map(({ name }) => name).join(", ") || "nothing, it cannot run here";
    process.stderr.write(`measured  ${names}  (${((performance.now() - begin) / 1000).toFixed(1)} s)\n`);
    figures.push(...measured);
  }
  return figures;
}

async function describe(k6: K6Binary, figures: readonly Figure[]): Promise<object> {
  const [machine, revision] = [describeMachine(), await gitRevision()];
  return { schemaVersion: 1, date: new Date().toISOString(), machine, revision, k6: k6.version, figures };
}

await runCommand(bench);
