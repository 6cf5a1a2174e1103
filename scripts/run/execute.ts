/** One run from its settings to its exit code, for every verb that puts load on something. */
import { type ExitCode, exitCodes, type Verdict, verdictSchemaVersion } from "#contract/verdict";
import { type Evidence, judge } from "../judge/verdict.ts";
import type { Command } from "../lib/command.ts";
import { formatProblem, messageOf, Problem } from "../lib/problem.ts";
import { lastLine, verdictReasons, verdictTable } from "../report/terminal.ts";
import { openRunFolder, type RunFolder } from "./folder.ts";
import { clearLeftovers } from "./healing/leftovers.ts";
import { prepare } from "./prepare.ts";
import { runSession } from "./session.ts";
import { openTimeline } from "./timeline.ts";

/** `verb` names the run's folder. */
export async function execute(verb: string, { settings, signal, startedMs }: Command): Promise<ExitCode> {
  const prepared = await prepare(settings);
  const leftovers = await clearLeftovers(settings.RESULTS);
  const folder = openRunFolder(settings.RESULTS, verb, settings.SCENARIO, new Date());
  if (leftovers.length > 0) {
    folder.removeData();
    return conclude(folder, invalid(["something of an earlier run is still alive", ...leftovers]), undefined);
  }
  const timeline = openTimeline(folder.path, startedMs);
  timeline.note("command", { scenario: settings.SCENARIO, profile: settings.PROFILE });
  process.stderr.write(`${settings.SCENARIO} · ${settings.PROFILE} · ${folder.shownPath}\n`);
  try {
    const evidence = await runSession({ settings, prepared, folder, timeline, signal, output: process.stderr });
    const exitCode = conclude(folder, judge(evidence), evidence);
    timeline.note("prompt", timeline.overhead());
    return exitCode;
  } catch (error) {
    return concludeBroken(folder, error, signal.aborted);
  }
}

function conclude(folder: RunFolder, verdict: Verdict, evidence: Evidence | undefined): ExitCode {
  folder.write("verdict.json", `${JSON.stringify(verdict, null, 2)}\n`);
  const summary = evidence?.summary;
  if (summary !== undefined && verdict.gates.length > 0) process.stdout.write(`\n${verdictTable(summary, verdict)}\n`);
  const reasons = verdictReasons(verdict);
  process.stdout.write(`\n${reasons === "" ? "" : `${reasons}\n`}${lastLine(verdict, folder.shownPath)}\n`);
  return verdict.exitCode;
}

/** The suite, the machine or a target broke before anything could be judged. */
function concludeBroken(folder: RunFolder, error: unknown, isInterrupted: boolean): ExitCode {
  if (isInterrupted)
    return conclude(
      folder,
      { ...invalid(["interrupted before the load was over"]), exitCode: exitCodes.interrupted },
      undefined,
    );
  process.stderr.write(
    `${error instanceof Problem ? formatProblem(error) : error instanceof Error ? error.stack : String(error)}\n`,
  );
  return conclude(folder, { ...invalid([messageOf(error)]), exitCode: exitCodes.broken }, undefined);
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
