/** Runs a target and an older one in turn, under the same seeded load, and judges the limits on their ratio. */
import type { PairThreshold } from "#contract/resource-threshold";
import type { TargetChoice } from "#contract/target-field";
import { type ExitCode, exitCodes, type Verdict } from "#contract/verdict";
import { isGeneratorLimited } from "../judge/generator-limited.ts";
import { judgePairs, type Pair, type Side, sideOf } from "../judge/pairs.ts";
import { sayMiss, verdict } from "../judge/verdict.ts";
import type { Command } from "../lib/command.ts";
import { describeMachine, gitRevision } from "../lib/machine.ts";
import { tryWritingReports } from "../report/reporter.ts";
import { insideTable, lastLine, verdictReasons } from "../report/terminal.ts";
import type { PairsConfig } from "../schemas/config.ts";
import { shownSettings } from "./echo.ts";
import { carryOut, type Executed } from "./execute.ts";
import { openRunFolder } from "./folder.ts";
import { type Sides, settleSides } from "./pair-sides.ts";
import { openTimeline } from "./timeline.ts";

/** In the name of either side's folders, so that nobody takes the older one's results for the target's. */
const sideVerb = "side";

interface Ran {
  readonly own: Executed;
  readonly older: Executed;
}

/** Throws a Problem when the settings are wrong, before anything is started. */
export async function executePairs(
  { settings, signal, startedMs }: Command,
  baseline: TargetChoice,
): Promise<ExitCode> {
  const sides = await settleSides(settings, baseline);
  const folder = openRunFolder(settings.RESULTS, "pairs", settings.SCENARIO, new Date());
  const timeline = openTimeline(folder.path, startedMs);
  timeline.note("command", { scenario: settings.SCENARIO, profile: settings.PROFILE });
  process.stderr.write(`${settings.SCENARIO} · ${settings.PROFILE} · ${folder.shownPath}\n`);
  const run = async (name: keyof Ran): Promise<Executed> => {
    const command = { settings: sides[name].settings, signal, startedMs: Date.now() };
    const executed = await carryOut(command, { verb: sideVerb, output: { write: () => {} }, writesReports: true });
    const { verdict: said, folder: own } = executed;
    timeline.note("side", { side: name, run: own.id, verdict: said.verdict });
    process.stderr.write(`  ${name.padEnd(5)} ${sides[name].shown}: ${lastLine(said, own.shownPath)}\n`);
    return executed;
  };
  const ran: Ran[] = [];
  const count = Math.max(...sides.thresholds.map(({ pairs }) => pairs));
  while (ran.length < count && !signal.aborted && !ran.some(isBroken)) {
    // who goes first changes, so that a machine that grows slower or faster favours neither
    const isOwnFirst = ran.length % 2 === 0;
    const first = await run(isOwnFirst ? "own" : "older");
    if (signal.aborted) break;
    const second = await run(isOwnFirst ? "older" : "own");
    ran.push(isOwnFirst ? { own: first, older: second } : { own: second, older: first });
  }
  const outcome = signal.aborted ? interrupted : verdictOf(sides, ran);
  const config: PairsConfig = {
    schemaVersion: 1,
    startedAt: new Date(startedMs).toISOString(),
    settings: shownSettings(settings),
    pairs: ran.map(({ own, older }) => ({ own: own.folder.id, older: older.folder.id })),
    versions: { node: process.version },
    machine: describeMachine(),
    revision: await gitRevision(),
  };
  folder.write("config.json", `${JSON.stringify(config, null, 2)}\n`);
  folder.write("verdict.json", `${JSON.stringify(outcome, null, 2)}\n`);
  folder.becomeLatest();
  await tryWritingReports(folder.path, folder.shownPath);
  if (outcome.gates.length > 0) process.stdout.write(`\n${insideTable(outcome.gates)}\n`);
  const reasons = verdictReasons(outcome);
  process.stdout.write(`\n${reasons === "" ? "" : `${reasons}\n`}${lastLine(outcome, folder.shownPath)}\n`);
  return outcome.exitCode;
}

/** Nothing was measured: the pairs that would follow are spared. */
function isBroken({ own, older }: Ran): boolean {
  return own.evidence === undefined || older.evidence === undefined;
}

const interrupted = verdict("INVALID", exitCodes.interrupted, ["interrupted before the last pair was run"]);

/** A target that fails by itself has failed; what an older one does not meet is only told. */
function verdictOf({ thresholds, target }: Sides, ran: readonly Ran[]): Verdict {
  const judged = thresholds.map((threshold) => {
    const side = ({ evidence }: Executed): Side =>
      evidence === undefined ? { isKnown: false, why: "a run broke" } : sideOf(threshold.metric, evidence);
    const pairs = ran.map(({ own, older }): Pair => ({ own: side(own), older: side(older) }));
    return { threshold, pairs, gate: judgePairs(threshold, target, pairs) };
  });
  const gates = judged.map(({ gate }) => gate);
  const says = ({ folder, verdict: { verdict: name, reasons } }: Executed): string =>
    `${folder.id}: ${name}, ${reasons[0] ?? ""}`;
  const all = ran.flatMap(({ own, older }) => [own, older]);
  const invalid = [
    ...all.filter((each) => each.verdict.verdict === "INVALID" && !isGeneratorLimited(each.verdict)).map(says),
    ...gates.flatMap(({ id, undecided }) => (undecided === undefined ? [] : [`${id}: ${undecided}`])),
  ];
  const missed = [
    ...gates.filter(({ ok, undecided }) => !ok && undecided === undefined).map((gate) => sayMiss(gate)),
    ...ran.flatMap(({ own }) => (own.verdict.verdict === "FAIL" ? [says(own)] : [])),
  ];
  const notes = [
    ...judged.flatMap(({ threshold, pairs }) =>
      pairs.map(({ own, older }, index) => {
        const runs = `${ran[index]?.own.folder.id} beside ${ran[index]?.older.folder.id}`;
        return `${threshold.requirement}: ${sideText(threshold, own)} beside ${sideText(threshold, older)} (${runs})`;
      }),
    ),
    // of a side's latencies nothing is asked here, and what a late generator means for a rate judgePairs knows by itself
    ...all.filter((each) => isGeneratorLimited(each.verdict)).map(says),
    ...ran.flatMap(({ older }) => (older.verdict.verdict === "FAIL" ? [`of the older one: ${says(older)}`] : [])),
  ];
  const counted = `${gates.length} of ${gates.length} gates met, pairs of runs: ${ran.length}`;
  if (invalid.length > 0) return verdict("INVALID", exitCodes.invalid, [...invalid, ...missed], gates, notes);
  if (missed.length > 0) return verdict("FAIL", exitCodes.fail, missed, gates, notes);
  return verdict("PASS", exitCodes.pass, [counted], gates, notes);
}

function sideText({ metric }: PairThreshold, side: Side): string {
  if (!side.isKnown) return `nothing (${side.why})`;
  return `${side.value.toFixed(0)} ${metric === "olderTopRate" ? "answers/s" : "KiB"}`;
}
