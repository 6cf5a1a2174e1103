/** One run from its folder to its evidence. Whatever happens in between, nothing of it stays alive. */
import { randomUUID } from "node:crypto";
import { type Profile, profileNamed } from "#contract/profiles";
import type { Settings } from "#contract/settings";
import type { RunSummary } from "#contract/summary";
import { loadThresholds } from "../judge/thresholds.ts";
import type { Evidence } from "../judge/verdict.ts";
import { createProcesses, type Processes } from "../lib/processes.ts";
import { describeRun } from "./config.ts";
import { openDashboard } from "./dashboard.ts";
import { watchDeaths } from "./deaths.ts";
import { type Driven, driveK6 } from "./drive.ts";
import { faultProfile } from "./fault-phases.ts";
import { arrangeFaults, faultProxies } from "./faults.ts";
import type { RunFolder } from "./folder.ts";
import { startWatchdog } from "./healing/watchdog.ts";
import { inspectScript } from "./inspect.ts";
import { forgetRunning, markVariable, recordRunning } from "./leftovers.ts";
import type { Output } from "./live.ts";
import { planK6 } from "./planning.ts";
import type { Prepared } from "./prepare.ts";
import { sampleResources } from "./sampling.ts";
import { startSystems } from "./systems.ts";
import type { Timeline } from "./timeline.ts";

export interface Session {
  readonly settings: Settings;
  readonly prepared: Prepared;
  readonly folder: RunFolder;
  readonly timeline: Timeline;
  readonly signal: AbortSignal;
  readonly output: Output;
  /** What is broken on purpose is judged like everything else. */
  readonly judgesBroken?: boolean;
  /** Called when the load has begun. */
  readonly onLoad?: () => void;
}

export async function runSession(session: Session): Promise<Evidence> {
  const { folder, timeline } = session;
  const mark = randomUUID();
  const record = (all: Processes["all"]): void =>
    recordRunning(folder.path, { mark, dataDir: folder.dataDir, processes: all });
  record([]); // before the watchdog, which reads it
  await using _watchdog = startWatchdog(folder.path);
  try {
    await using processes = createProcesses(folder.logsDir, () => record(processes.all), { [markVariable]: mark });
    const evidence = await underLoad(session, processes);
    timeline.note("stop");
    return evidence;
  } finally {
    folder.removeData();
    forgetRunning(folder.path);
    timeline.note("all-gone");
  }
}

async function underLoad(session: Session, processes: Processes): Promise<Evidence> {
  const { settings, prepared, folder, timeline, signal, output } = session;
  const { cast, k6, script, faults } = prepared;
  const say = (line: string): void => void output.write(`${line}\n`);
  const { dataDir } = folder;
  const { profile, durationScale } = shapeOf(settings, prepared, session.judgesBroken ?? false);
  const systems = await startSystems(cast, {
    processes,
    dataDir,
    signal,
    timeline,
    say,
    searchWords: settings.SEARCH_WORDS,
    proxies: await faultProxies(faults, processes, signal),
  });
  const planned = systems.map((system) => system.planned);
  const deaths = watchDeaths([...processes.all], timeline);
  const thresholds = await loadThresholds();
  const code = script.code;
  const start = await planK6({
    settings,
    folder,
    systems: planned,
    thresholds,
    profile,
    durationScale,
    k6: k6.path,
    code,
  });
  const config = describeRun(settings, k6, planned, { profile, durationScale });
  await inspectScript(k6.path, start.script, start.plan);
  await using dashboard = await openDashboard(settings.DASHBOARD_PORT, start.dashboardPort);
  say(`  dashboard ${dashboard.url}`);
  using sampling = sampleResources(folder.path, processes);
  const arranged = await arrangeFaults(faults, systems, { processes, folder, timeline, say, signal });
  const onBegin = (startMs: number): void => {
    arranged.begin(startMs, start.plan.phases);
    session.onLoad?.();
  };
  const driven = await driveK6(start, {
    processes,
    dashboard,
    timeline,
    signal,
    output,
    runDir: folder.path,
    onBegin,
  });
  const outcomes = await arranged.end();
  sampling.stop();
  folder.write("config.json", `${JSON.stringify(await config, null, 2)}\n`);
  const summary = mergeSummary(settings, start.plan.phases, durationScale, driven);
  if (summary !== undefined) folder.write("summary.json", `${JSON.stringify(summary)}\n`);
  return {
    summary,
    systems: planned,
    profile,
    thresholds,
    k6ExitCode: driven.outcome.exit.code,
    k6Errors: driven.outcome.errors,
    complaints: driven.outcome.complaints,
    deaths,
    faults: outcomes,
    isInterrupted: signal.aborted,
  };
}

/** With faults the stages are those of the faults, scaled already. */
function shapeOf(
  { PROFILE, DURATION_SCALE }: Settings,
  { faults }: Prepared,
  judgesBroken: boolean,
): { readonly profile: Profile; readonly durationScale: number } {
  const profile = profileNamed(PROFILE);
  return faults.length === 0
    ? { profile, durationScale: DURATION_SCALE }
    : { profile: faultProfile(profile, faults, DURATION_SCALE, judgesBroken), durationScale: 1 };
}

function mergeSummary(
  { SCENARIO: scenario, PROFILE: profile }: Settings,
  phases: RunSummary["phases"],
  durationScale: number,
  { outcome, generatorLoad }: Driven,
): RunSummary | undefined {
  if (outcome.summary === undefined) return undefined;
  return { ...outcome.summary, scenario, profile, durationScale, phases, processes: 1, generator: generatorLoad };
}
