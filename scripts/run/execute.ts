/** One run from its settings to its verdict, for every verb that puts load on something. */
import type { Baseline } from "#contract/baseline";
import type { Settings } from "#contract/settings";
import { type ExitCode, exitCodes, type Verdict, verdictSchemaVersion } from "#contract/verdict";
import { type Evidence, judge } from "../judge/verdict.ts";
import type { Command } from "../lib/command.ts";
import { formatProblem, messageOf, Problem } from "../lib/problem.ts";
import { loadReporters, tryWritingReports } from "../report/reporter.ts";
import { lastLine, verdictReasons, verdictTable } from "../report/terminal.ts";
import type { LiveRun } from "../session/attached-run.ts";
import { type LiveSession, openSession } from "../session/session.ts";
import { echoOf } from "./echo.ts";
import { openRunFolder, type RunFolder } from "./folder.ts";
import { clearLeftovers } from "./healing/leftovers.ts";
import type { Output } from "./live.ts";
import { type Prepared, prepare } from "./prepare.ts";
import { verdictWithoutToken } from "./secrets.ts";
import { runSession } from "./session.ts";
import type { StartTrouble } from "./starts.ts";
import { openTimeline } from "./timeline.ts";

export interface Execution {
  /** Names the run's folder. */
  readonly verb: string;
  /** Of what is broken on purpose, what is not judged meanwhile: all when not given, none to prove that gates turn red. */
  readonly exempt?: readonly string[] | undefined;
  /** What each timed start meets with. */
  readonly startTrouble?: StartTrouble | undefined;
  /** So many times its usual entities a workflow system is filled with, all alike. */
  readonly alikeTimes?: number | undefined;
  /** So much longer every answer of every system takes to its users, from first to last. */
  readonly awayMs?: number | undefined;
  /** What it is held against: the baseline among the results when not given, "none" while one is taken. */
  readonly baseline?: Baseline | "none" | undefined;
  /** Gets the live line and what the run says of its systems. */
  readonly output: Output;
  /** Leaves report.html, report.md and junit.xml in the folder, whatever the verdict. */
  readonly writesReports?: boolean;
  /** The session page that shows it; it stays when the run is over. */
  readonly live?: LiveSession;
}

export interface Executed {
  readonly verdict: Verdict;
  readonly evidence: Evidence | undefined;
  readonly folder: RunFolder;
}

/** Runs, prints the verdict, and gives its exit code. */
export async function execute(verb: string, command: Command): Promise<ExitCode> {
  const { SESSION_PORT: port, AUTH_TOKEN: token } = command.settings;
  await using live = openSession({ port, token });
  const execution = { verb, output: process.stderr, writesReports: true, live };
  const { verdict, evidence, folder } = await carryOut(command, execution);
  const summary = evidence?.summary;
  if (summary !== undefined && verdict.gates.length > 0) process.stdout.write(`\n${verdictTable(summary, verdict)}\n`);
  const reasons = verdictReasons(verdict);
  process.stdout.write(`\n${reasons === "" ? "" : `${reasons}\n`}${lastLine(verdict, folder.shownPath)}\n`);
  return verdict.exitCode;
}

/** Throws a Problem when the settings are wrong; whatever comes later is a verdict, written into the run's folder. */
export async function carryOut(
  { settings, signal, startedMs }: Command,
  { verb, exempt, baseline, startTrouble, alikeTimes, awayMs, output, writesReports = false, live }: Execution,
): Promise<Executed> {
  const prepared = await prepare(settings, live?.url !== undefined);
  let page: LiveRun | undefined;
  const report = async (executed: Executed): Promise<Executed> => {
    if (writesReports) await tryWritingReports(executed.folder.path, executed.folder.shownPath);
    page?.conclude(executed.verdict, executed.folder.path);
    return executed;
  };
  const leftovers = await clearLeftovers(settings.RESULTS);
  const folder = openRunFolder(settings.RESULTS, verb, settings.SCENARIO, new Date());
  if (leftovers.length > 0) {
    folder.removeData();
    return report(conclude(folder, invalid(["something of an earlier run is still alive", ...leftovers])));
  }
  page = await live?.attach({ title: titleOf(settings, prepared), path: folder.shownPath });
  const timeline = openTimeline(folder.path, startedMs, page?.note);
  timeline.note("command", { scenario: settings.SCENARIO, profile: settings.PROFILE });
  output.write(`${settings.SCENARIO} · ${settings.PROFILE} · ${folder.shownPath}\n`);
  const echo = echoOf(settings);
  if (echo !== "") output.write(`  settings  ${echo}\n`);
  try {
    const onLoad = (): void => {
      if (writesReports) void loadReporters().catch(() => {}); // what is wrong with one is told when it is to write
    };
    const how = { exempt, baseline, startTrouble, alikeTimes, awayMs, onLoad, ...(page === undefined ? {} : { page }) };
    const evidence = await runSession({ settings, prepared, folder, timeline, signal, output, ...how });
    const executed = await report(
      conclude(folder, verdictWithoutToken(judge(evidence), settings.AUTH_TOKEN), evidence),
    );
    timeline.note("prompt", timeline.overhead());
    return executed;
  } catch (error) {
    return report(concludeBroken(folder, error, signal.aborted));
  }
}

function titleOf({ SCENARIO, PROFILE }: Settings, { faults }: Prepared): string {
  return [SCENARIO, PROFILE, ...faults.map(({ fault, target }) => `${fault.name} of ${target}`)].join(" · ");
}

function conclude(folder: RunFolder, verdict: Verdict, evidence?: Evidence): Executed {
  folder.write("verdict.json", `${JSON.stringify(verdict, null, 2)}\n`);
  return { folder, verdict, evidence };
}

/** The suite, the machine or a target broke before anything could be judged. */
function concludeBroken(folder: RunFolder, error: unknown, isInterrupted: boolean): Executed {
  if (isInterrupted) {
    const verdict = { ...invalid(["interrupted before the load was over"]), exitCode: exitCodes.interrupted };
    return conclude(folder, verdict);
  }
  process.stderr.write(
    `${error instanceof Problem ? formatProblem(error) : error instanceof Error ? error.stack : String(error)}\n`,
  );
  return conclude(folder, { ...invalid([messageOf(error)]), exitCode: exitCodes.broken });
}

function invalid(reasons: readonly string[]): Verdict {
  return {
    schemaVersion: verdictSchemaVersion,
    verdict: "INVALID",
    exitCode: exitCodes.invalid,
    reasons,
    notes: [],
    gates: [],
  };
}
