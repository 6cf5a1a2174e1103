/** One night: its parts in turns, each remembered at once, whatever becomes of the next. */
import { exitCodes } from "#contract/verdict";
import type { History } from "../history/history.ts";
import { type HistoryRecord, recordedReason, recordSchemaVersion } from "../history/record.ts";
import type { Command } from "../lib/command.ts";
import type { Machine } from "../lib/machine.ts";
import { messageOf } from "../lib/problem.ts";
import type { SideFolder } from "../run/side-folder.ts";
import { judgeNight, type NightOutcome, type PartOutcome } from "./outcome.ts";
import type { Picked } from "./pick.ts";
import type { Programme } from "./programme.ts";
import { type RanPart, runPart } from "./run-part.ts";
import { inTurns } from "./turns.ts";

export interface Night {
  readonly picked: Picked;
  readonly leftOut: Programme["leftOut"];
  readonly folder: SideFolder;
  readonly history: History;
  readonly ground: Ground;
  readonly say: (line: string) => void;
}

/** What all its runs run on. */
interface Ground {
  readonly revision: string | null;
  readonly k6: string;
  readonly machine: Machine;
}

export interface Ended {
  readonly outcome: NightOutcome;
  /** What it added to the history. */
  readonly records: readonly HistoryRecord[];
}

export async function runNight(night: Night, command: Command): Promise<Ended> {
  const { folder, say, picked, history } = night;
  const { BUDGET: budget = Number.POSITIVE_INFINITY, DURATION_SCALE: durationScale } = command.settings;
  const outcomes: PartOutcome[] = [];
  const records: HistoryRecord[] = [];
  const beganMs = Date.now();
  const notRun = new Set(picked.parts.map(({ name }) => name));
  const write = (outcome: NightOutcome): void => folder.write("night.json", `${JSON.stringify(outcome, null, 2)}\n`);
  write(unfinished(night, outcomes, [...notRun]));
  const turns = inTurns(picked.parts);
  for (const [index, part] of turns.entries()) {
    if (command.signal.aborted) break;
    const left = budget - (Date.now() - beganMs) / 1000;
    if (part.seconds > left) {
      say(`${part.name}  is not run${notRun.has(part.name) ? "" : " again"}: the budget is used up`);
      continue;
    }
    const ran = await runPart(part, command, part.seconds * 2 <= left);
    if (command.signal.aborted) break;
    const record = recordOfPart(ran, night, durationScale);
    const outcome = await remembered(ran.outcome, record, history);
    outcomes.push(outcome);
    records.push(record);
    notRun.delete(part.name);
    write(unfinished(night, outcomes, [...notRun]));
    const why = outcome.verdict === "PASS" ? "" : `  ${(outcome.reasons[0] ?? "").split("\n")[0]}`;
    say(`${index + 1}/${turns.length}  ${outcome.verdict}  ${part.name}  ${outcome.tookSeconds} s${why}`);
  }
  const outcome = outcomeOf(night, outcomes, [...notRun], command.signal.aborted);
  write(outcome);
  return { outcome, records };
}

function recordOfPart({ outcome, startedAt, gates }: RanPart, night: Night, durationScale: number): HistoryRecord {
  const { part, verdict, exitCode, reasons, tookSeconds, run } = outcome;
  return {
    ...{ schemaVersion: recordSchemaVersion, night: night.folder.id, time: startedAt, part, durationScale },
    ...{ verdict, exitCode, reason: verdict === "PASS" ? null : recordedReason(reasons[0]), tookSeconds, run },
    ...night.ground,
    gates,
  };
}

/** A run that cannot be remembered is not lost to the night's summary, and makes it red. */
async function remembered(outcome: PartOutcome, record: HistoryRecord, history: History): Promise<PartOutcome> {
  try {
    await history.append(record);
    return outcome;
  } catch (error) {
    const reason = `it is not in the history: ${messageOf(error)}`;
    return { ...outcome, verdict: "INVALID", exitCode: exitCodes.broken, reasons: [reason, ...outcome.reasons] };
  }
}

function outcomeOf(
  { folder, ground, leftOut }: Night,
  outcomes: readonly PartOutcome[],
  notRun: readonly string[],
  isInterrupted: boolean,
): NightOutcome {
  return {
    schemaVersion: 1,
    night: folder.id,
    ...judgeNight(outcomes, isInterrupted),
    ...{ revision: ground.revision, outcomes, notRun, leftOut },
  };
}

/** A night that is killed never looks like one that passed. */
function unfinished(night: Night, outcomes: readonly PartOutcome[], notRun: readonly string[]): NightOutcome {
  const reasons = ["the night has not ended"];
  return {
    ...outcomeOf(night, outcomes, notRun, false),
    ...{ verdict: "INVALID", exitCode: exitCodes.invalid, reasons },
  };
}
