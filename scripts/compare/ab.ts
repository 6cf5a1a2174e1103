/** One A/B comparison from its sides to its judgement, for the verb and for the proof of its error rates. */
import type { Settings } from "#contract/settings";
import type { VerdictName } from "#contract/verdict";
import type { Command } from "../lib/command.ts";
import { changeText } from "./change-text.ts";
import { type Interleaved, interleave, type Sides } from "./interleave.ts";
import { type Comparison, comparisonSchemaVersion, judgementOf } from "./result.ts";
import { type Cell, compareRounds, fewestRounds } from "./rounds.ts";

export interface AbComparison extends Comparison {
  readonly verb: "ab";
  /** Runs that did not count, and why. */
  readonly leftOut: readonly string[];
  readonly cells: readonly Cell[];
}

export async function compareSides(sides: Sides, command: Command, say: (line: string) => void): Promise<AbComparison> {
  return conclude(sides, command.settings, await interleave(sides, command, say));
}

function conclude({ base, head }: Sides, settings: Settings, { rounds, leftOut }: Interleaved): AbComparison {
  const cells = rounds.length < fewestRounds ? [] : compareRounds(rounds, settings.THRESHOLD, settings.SEED);
  return {
    schemaVersion: comparisonSchemaVersion,
    verb: "ab",
    ...judgementOf(proofless(settings, rounds.length, leftOut, cells), cells.flatMap(missOf)),
    notes: [
      "the run is the sample: each round gives one ratio, and the intervals of one metric hold for all operations at once in 95 of 100 comparisons",
      `verdicts of the runs themselves: base ${tally(rounds.map(({ baseVerdict }) => baseVerdict))}, head ${tally(rounds.map(({ headVerdict }) => headVerdict))}, left out as INVALID ${leftOut.length}`,
      ...(leftOut.length === 0
        ? []
        : [`${leftOut.length} rounds were left out and made again, since a run in them proved nothing`]),
    ],
    scenario: settings.SCENARIO,
    profile: settings.PROFILE,
    threshold: settings.THRESHOLD,
    base: { label: base.label, runs: rounds.map(({ baseRun }) => baseRun) },
    head: { label: head.label, runs: rounds.map(({ headRun }) => headRun) },
    leftOut,
    cells,
  };
}

/** Reasons why nothing is proven. */
function proofless(
  { ROUNDS }: Settings,
  rounds: number,
  leftOut: readonly string[],
  cells: readonly Cell[],
): readonly string[] {
  if (rounds < ROUNDS) return [`only ${rounds} of ${ROUNDS} rounds count: ${leftOut.at(-1) ?? ""}`];
  const incomplete = cells.filter(({ finding, metric }) => finding === "incomplete" && metric === "p95");
  if (incomplete.length > 0) {
    return incomplete.map(
      ({ operation, phase }) => `${operation} in ${phase} has no right answer in some rounds, on either side`,
    );
  }
  const isJudged = cells.some(({ metric, finding }) => metric === "p95" && finding !== "too few samples");
  return isJudged ? [] : ["no operation had 200 right answers in most rounds, so no p95 means something"];
}

function missOf(cell: Cell): readonly string[] {
  const name = `${cell.operation} ${cell.metric} in ${cell.phase}`;
  if (cell.finding === "missing") return [`${name}: the head has no number in any round`];
  return cell.finding === "regression" ? [`${name}: ${changeText(cell.metric, cell.worse)}`] : [];
}

/** `9 PASS and 1 FAIL` (REP-17: the same thing again and again gets the same verdict). */
function tally(verdicts: readonly VerdictName[]): string {
  const counted = [...Map.groupBy(verdicts, (verdict) => verdict)].map(
    ([verdict, { length }]) => `${length} ${verdict}`,
  );
  return counted.join(" and ") || "none";
}
