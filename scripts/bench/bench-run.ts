/** One k6 process of the bench: its script, its load, and whether what it measured may be believed. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { phasesOf, plannedMs } from "#contract/phases";
import { k6PlanOf, type RunPlan, scenarioOf } from "#contract/plan";
import { profileNamed } from "#contract/profiles";
import type { Role } from "#contract/roles";
import type { K6Summary } from "#contract/summary";
import { bundle } from "../../build/bundle.ts";
import { withPlan } from "../../build/one-function.ts";
import { loadThresholds } from "../judge/thresholds.ts";
import type { Side } from "../lib/cores.ts";
import { Problem } from "../lib/problem.ts";
import { describeExit, lastLogLines, type OwnedProcess, type Processes } from "../lib/processes.ts";
import { readMeasured } from "../run/measured.ts";
import { type K6Options, k6Options } from "../run/options.ts";
import { type Cores, onGeneratorCore } from "./cores.ts";

/** What every measurement needs. */
export interface Bench {
  readonly k6: string;
  /** Private, for scripts and logs. */
  readonly folder: string;
  readonly processes: Processes;
  readonly cores: Cores | undefined;
  readonly signal: AbortSignal;
}

export interface BenchLoad {
  /** File name in scenarios/bench/, without its ending. */
  readonly script: string;
  readonly vus: number;
  readonly seconds: number;
  readonly pauseSeconds?: number;
  /** What is under load; absent for runs that only sleep. */
  readonly system?: { readonly role: Role; readonly url: string };
  readonly cores?: Cores | undefined;
  /** Where the cores are shared out as in a run. */
  readonly side?: Side;
}

const profile = profileNamed("smoke");
let started = 0;

/** Both halves of a pair get the same environment, and neither k6's dashboard nor any other output. */
export async function startRun(bench: Bench, load: BenchLoad): Promise<OwnedProcess> {
  bench.signal.throwIfAborted();
  started += 1;
  const name = `${load.script}-${started}`; // several run at once
  const { code, operations } = await bundle(`scenarios/bench/${load.script}.ts`);
  const home = join(bench.folder, "home");
  mkdirSync(home, { recursive: true });
  const plan = { ...planOf(bench, load, operations), optionsPath: join(bench.folder, `${name}-options.json`) };
  rmSync(plan.summaryPath, { force: true });
  const options = k6Options(plan, profile, scaleOf(load), await loadThresholds());
  writeFileSync(
    plan.optionsPath,
    JSON.stringify({ ...options, scenarios: { ...options.scenarios, ...closed(plan, load) } }),
  );
  const script = join(bench.folder, `${name}.js`);
  writeFileSync(script, withPlan(code, k6PlanOf(plan)));
  return bench.processes.start({
    name,
    ...(load.side === undefined ? {} : { side: load.side }),
    ...onGeneratorCore(load.cores, bench.k6, ["run", "--quiet", "--log-format", "json", script]),
    stopSignal: "SIGINT",
    env: {
      HOME: home,
      XDG_CONFIG_HOME: home,
      K6_NO_USAGE_REPORT: "true",
      K6_AUTO_EXTENSION_RESOLUTION: "false",
      BENCH_URL: load.system?.url ?? "",
      BENCH_VUS: String(load.vus),
      BENCH_SECONDS: String(load.seconds),
      BENCH_PAUSE_SECONDS: String(load.pauseSeconds ?? 0),
    },
  });
}

/** A plan as long as the load, so that phases change in it as they do in a real run. */
function planOf({ folder }: Bench, load: BenchLoad, operations: RunPlan["operations"]): RunPlan {
  const { script, system } = load;
  return {
    schemaVersion: 1,
    scenario: "bench",
    seed: 1,
    systems: system === undefined ? [] : [{ ...system, target: "bench", dialect: "bench" }],
    phases: phasesOf(profile, scaleOf(load)),
    operations,
    openRoles: [],
    optionsPath: "",
    summaryPath: join(folder, `${script}-summary.json`),
  };
}

/** So many users, each waiting for its answer, in place of the profile's load: scenarios/bench/bare-load.ts says the same. */
function closed({ systems }: RunPlan, { vus, seconds }: BenchLoad): K6Options["scenarios"] {
  return Object.fromEntries(
    systems.map((system) => {
      const { role, target } = system;
      const load = { executor: "constant-vus", vus, duration: `${seconds}s`, gracefulStop: "2s" };
      return [scenarioOf(system), { ...load, exec: role, tags: { role, target } }];
    }),
  );
}

function scaleOf({ seconds }: BenchLoad): number {
  return (seconds * 1000) / plannedMs(phasesOf(profile, 1));
}

/**
 * Waits for the end. Throws when the script gave up or an operation failed: then something else was measured. A
 * hand-written script measures nothing itself.
 */
export async function endRun(bench: Bench, load: BenchLoad, run: OwnedProcess): Promise<K6Summary | undefined> {
  const exit = await run.exited;
  bench.signal.throwIfAborted();
  if (exit.code !== 0) throw spoilt(load, `${describeExit(exit)}\n${lastLogLines(run)}`);
  if (load.script.startsWith("bare-")) return undefined;
  const { operations: declared } = await bundle(`scenarios/bench/${load.script}.ts`);
  const plan = planOf(bench, load, declared);
  const measured = readMeasured(readFileSync(plan.summaryPath, "utf8"), plan);
  const { operations = [] } = measured ?? {};
  const failed = operations.find((row) => row.failed > 0);
  if (failed !== undefined) throw spoilt(load, `${failed.failed} of ${failed.count} ${failed.operation} failed`);
  if (operations.length === 0) throw spoilt(load, "no operation was recorded");
  return measured;
}

export function spoilt({ script }: BenchLoad, why: string): Problem {
  return new Problem("broken", {
    what: `scenarios/bench/${script}.ts did not do what it is to measure: ${why}`,
    why: "its figures would be those of something else",
    fix: `correct scenarios/bench/${script}.ts or what it uses`,
  });
}
