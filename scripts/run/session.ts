/** One run from its folder to its evidence. Whatever happens in between, nothing of it stays alive. */
import { phasesOf } from "#contract/phases";
import { profileNamed } from "#contract/profiles";
import type { Settings } from "#contract/settings";
import type { RunSummary } from "#contract/summary";
import { loadThresholds } from "../judge/thresholds.ts";
import type { Evidence } from "../judge/verdict.ts";
import { createProcesses, type Processes } from "../lib/processes.ts";
import { describeRun } from "./config.ts";
import { openDashboard } from "./dashboard.ts";
import { watchDeaths } from "./deaths.ts";
import { type Driven, driveK6 } from "./drive.ts";
import type { RunFolder } from "./folder.ts";
import { inspectScript } from "./inspect.ts";
import { forgetRunning, recordRunning } from "./leftovers.ts";
import { planK6 } from "./planning.ts";
import type { Prepared } from "./prepare.ts";
import { startSystems } from "./systems.ts";
import type { Timeline } from "./timeline.ts";

export interface Session {
  readonly settings: Settings;
  readonly prepared: Prepared;
  readonly folder: RunFolder;
  readonly timeline: Timeline;
  readonly signal: AbortSignal;
  readonly output: NodeJS.WriteStream;
}

export async function runSession(session: Session): Promise<Evidence> {
  const { folder, timeline } = session;
  try {
    await using processes = createProcesses(folder.logsDir, () =>
      recordRunning(folder.path, folder.dataDir, processes.all),
    );
    const evidence = await underLoad(session, processes);
    timeline.note("stop");
    return evidence;
  } finally {
    folder.removeData();
    forgetRunning(folder.path);
    timeline.note("all-gone");
  }
}

async function underLoad(
  { settings, prepared, folder, timeline, signal, output }: Session,
  processes: Processes,
): Promise<Evidence> {
  const { cast, k6, script } = prepared;
  const say = (line: string): void => void output.write(`${line}\n`);
  const { dataDir } = folder;
  const systems = await startSystems(cast, {
    processes,
    dataDir,
    signal,
    timeline,
    say,
    searchWords: settings.SEARCH_WORDS,
  });
  const deaths = watchDeaths([...processes.all], timeline);
  const thresholds = await loadThresholds();
  const start = await planK6({ settings, folder, systems, thresholds, k6: k6.path, code: script.code });
  const config = describeRun(settings, k6, systems);
  await inspectScript(k6.path, start.script, start.plan);
  await using dashboard = await openDashboard(settings.DASHBOARD_PORT, start.dashboardPort);
  say(`  dashboard ${dashboard.url}`);
  const driven = await driveK6(start, { processes, dashboard, timeline, signal, output });
  folder.write("config.json", `${JSON.stringify(await config, null, 2)}\n`);
  const summary = mergeSummary(settings, driven);
  if (summary !== undefined) folder.write("summary.json", `${JSON.stringify(summary)}\n`);
  return {
    summary,
    systems,
    profile: profileNamed(settings.PROFILE),
    thresholds,
    k6ExitCode: driven.outcome.exit.code,
    k6Errors: driven.outcome.errors,
    complaints: driven.outcome.complaints,
    deaths,
    isInterrupted: signal.aborted,
  };
}

function mergeSummary(settings: Settings, { outcome, generatorLoad }: Driven): RunSummary | undefined {
  if (outcome.summary === undefined) return undefined;
  const { SCENARIO: scenario, PROFILE: profile, DURATION_SCALE: durationScale } = settings;
  const phases = phasesOf(profileNamed(profile), durationScale);
  return { ...outcome.summary, scenario, profile, durationScale, phases, processes: 1, generator: generatorLoad };
}
