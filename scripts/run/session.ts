/** One run from its folder to its evidence. Whatever happens in between, nothing of it stays alive. */
import { randomUUID } from "node:crypto";
import type { Baseline } from "#contract/baseline";
import type { Profile } from "#contract/profile";
import { profileNamed } from "#contract/profiles";
import type { Settings } from "#contract/settings";
import type { RunSummary } from "#contract/summary";
import { appliesTo } from "#contract/threshold";
import { loadComparisons, loadNets, loadResourceThresholds } from "../judge/thresholds.ts";
import type { Evidence } from "../judge/verdict.ts";
import { createProcesses, type Processes } from "../lib/processes.ts";
import type { LiveRun } from "../session/attached-run.ts";
import type { Corpus } from "../stack/codebase/corpus.ts";
import { withAskedLoad } from "./asked-load.ts";
import { readCalibration } from "./calibration-file.ts";
import { describeRun } from "./config.ts";
import { openDashboard } from "./dashboard.ts";
import { watchDeaths } from "./deaths.ts";
import { mountDisks } from "./disks.ts";
import { type Driven, driveK6 } from "./drive.ts";
import { durationNote, withDuration } from "./duration.ts";
import { faultProfile } from "./fault-phases.ts";
import { arrangeFaults, faultProxies } from "./faults.ts";
import type { RunFolder } from "./folder.ts";
import { type Journal, openJournal } from "./healing/journal.ts";
import { startWatchdog } from "./healing/watchdog.ts";
import { timeIndexRuns } from "./index-runs.ts";
import { inspectScript } from "./inspect.ts";
import { forgetRunning, markVariable, recordRunning } from "./leftovers.ts";
import { runLimits } from "./limits.ts";
import type { Output } from "./live.ts";
import { notMeasured } from "./pair-sides.ts";
import { planK6 } from "./planning.ts";
import type { Prepared } from "./prepare.ts";
import { sampleResources } from "./sampling.ts";
import { sweepToken } from "./secrets.ts";
import { type StartTrouble, timeLimitedStarts } from "./starts.ts";
import { generatorSurroundings } from "./surroundings.ts";
import { startSystems } from "./systems.ts";
import type { Timeline } from "./timeline.ts";

export interface Session {
  readonly settings: Settings;
  readonly prepared: Prepared;
  readonly folder: RunFolder;
  readonly timeline: Timeline;
  readonly signal: AbortSignal;
  readonly output: Output;
  /** Of what is broken on purpose, what is not judged meanwhile; all of it when not given. */
  readonly exempt?: readonly string[] | undefined;
  /** What each timed start meets with. */
  readonly startTrouble?: StartTrouble | undefined;
  /** So many times its usual entities a workflow system is filled with, all alike. */
  readonly alikeTimes?: number | undefined;
  /** So much longer every answer of every system takes to its users, from first to last. */
  readonly awayMs?: number | undefined;
  /** What it is held against; the baseline among the results when not given. */
  readonly baseline?: Baseline | "none" | undefined;
  /** The session page, where there is one. */
  readonly page?: LiveRun;
  /** Called when the load has begun. */
  readonly onLoad?: () => void;
}

export async function runSession(session: Session): Promise<Evidence> {
  const { folder, timeline } = session;
  const mark = randomUUID();
  const record = (all: Processes["all"]): void =>
    recordRunning(folder.path, { mark, dataDir: folder.dataDir, processes: all });
  await using _watchdog = startWatchdog(folder.path); // first of all: it finds nothing to heal, or what is written down
  record([]);
  folder.makeData();
  const journal = openJournal(folder.path);
  try {
    using _disks = mountDisks(session.prepared.faults, folder.dataDir, journal); // before the processes: it goes after them
    await using processes = createProcesses(
      folder.logsDir,
      () => record(processes.all),
      { [markVariable]: mark },
      session.prepared.cores,
    );
    const evidence = await underLoad(session, processes, journal);
    timeline.note("stop");
    return evidence;
  } finally {
    folder.removeData();
    sweepToken(folder.path, session.settings.AUTH_TOKEN);
    forgetRunning(folder.path);
    timeline.note("all-gone");
  }
}

async function underLoad(session: Session, processes: Processes, journal: Journal): Promise<Evidence> {
  const { settings, prepared, folder, timeline, signal, output, page } = session;
  const { cast, k6, script, faults } = prepared;
  const say = (line: string): void => void output.write(`${line}\n`);
  const { dataDir } = folder;
  const { profile, durationScale } = shapeOf(settings, prepared, session.exempt);
  const starts = { processes, dataDir, signal, timeline, say, trouble: session.startTrouble };
  const startsMs = await timeLimitedStarts(cast, settings, await loadResourceThresholds(), profile.starts ?? 0, starts);
  const corpus = corpusOf(profile, settings);
  const indexMs = await timeIndexRuns(cast, profile.indexRuns ?? 0, corpus, starts);
  const systems = await startSystems(cast, {
    processes,
    dataDir,
    signal,
    timeline,
    say,
    settings,
    corpus,
    alikeTimes: session.alikeTimes,
    proxies: await faultProxies(faults, session.awayMs, processes, signal),
  });
  const planned = systems.map((system) => system.planned);
  const { deaths, watch } = watchDeaths([...processes.all], timeline);
  const { baseline } = session;
  const limits = await runLimits({ settings, prepared, systems: planned, profile, durationScale, baseline });
  const { thresholds } = limits;
  const start = await planK6({
    settings,
    folder,
    systems: planned,
    thresholds,
    profile,
    durationScale,
    k6: k6.path,
    script,
  });
  const calibrated = readCalibration(settings.RESULTS, generatorSurroundings(k6, prepared.cores));
  const config = describeRun(settings, k6, planned, prepared.cores, { profile, durationScale, calibrated });
  await inspectScript(k6.path, start.script);
  await using dashboard = await openDashboard(settings.DASHBOARD_PORT, start.dashboardPort);
  say(`  dashboard ${dashboard.url}`);
  using sampling = sampleResources(folder.path, processes);
  const limitsHere = thresholds.filter((threshold) => appliesTo(threshold, settings.PROFILE));
  const shown = {
    phases: start.plan.phases,
    systems: planned,
    limits: limitsHere,
    generator: calibrated.limits,
  };
  if (page !== undefined) {
    say(`  session   ${page.url}`);
    page.plan(shown);
    page.watch(sampling.series);
  }
  const arranged = await arrangeFaults(faults, systems, {
    processes,
    folder,
    timeline,
    journal,
    say,
    watch,
    signal,
    token: settings.AUTH_TOKEN,
  });
  let loadStartMs: number | null = null;
  const onBegin = (startMs: number): void => {
    loadStartMs = startMs;
    arranged.begin(startMs, start.plan.phases);
    session.onLoad?.();
  };
  const driven = await driveK6(start, {
    processes,
    dashboard,
    ...(page === undefined ? {} : { page: { run: page, plan: shown } }),
    timeline,
    signal,
    output,
    runDir: folder.path,
    onBegin,
  });
  const outcomes = await arranged.end();
  const resources = { thresholds: limits.resources, series: sampling.stop(), loadStartMs, startsMs, indexMs };
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
    resources,
    comparisons: await loadComparisons(),
    nets: await loadNets(),
    calibrated,
    remarks: [...durationNote(settings), ...limits.notes, ...(await notMeasured(settings))],
    isInterrupted: signal.aborted,
  };
}

/** With faults the stages are those of the faults, scaled already. */
function shapeOf(
  settings: Settings,
  { faults }: Prepared,
  exempt: readonly string[] | undefined,
): { readonly profile: Profile; readonly durationScale: number } {
  const { PROFILE, DURATION_SCALE, DURATION } = settings;
  const profile = withAskedLoad(profileNamed(PROFILE), settings);
  if (faults.length > 0) {
    const length = DURATION === undefined ? { scale: DURATION_SCALE } : { seconds: DURATION };
    return { profile: faultProfile(profile, faults, length, exempt), durationScale: 1 };
  }
  if (DURATION !== undefined) return { profile: withDuration(profile, DURATION), durationScale: 1 };
  return { profile, durationScale: DURATION_SCALE };
}

/** Only a profile fills search systems in another way than they do by themselves. */
function corpusOf({ corpus: name }: Profile, { TENANT_PROJECTS }: Settings): Corpus | undefined {
  if (name === "tenants") return { name, projects: (TENANT_PROJECTS ?? "tenant-a,tenant-b").split(",") };
  return name === undefined ? undefined : { name };
}

function mergeSummary(
  { SCENARIO: scenario, PROFILE: profile }: Settings,
  phases: RunSummary["phases"],
  durationScale: number,
  { outcome, machine }: Driven,
): RunSummary | undefined {
  if (outcome.summary === undefined) return undefined;
  return { ...outcome.summary, scenario, profile, durationScale, phases, processes: 1, ...machine };
}
