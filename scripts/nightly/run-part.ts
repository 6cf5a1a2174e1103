/** Runs one part of a night. Whatever happens in it is an outcome: the night goes on. */
import { exitCodes, type Verdict } from "#contract/verdict";
import { type RecordedGate, recordedGates } from "../history/record.ts";
import { isGeneratorLimited } from "../judge/generator-limited.ts";
import type { Command } from "../lib/command.ts";
import { messageOf } from "../lib/problem.ts";
import { carryOut } from "../run/execute.ts";
import type { PartOutcome } from "./outcome.ts";
import { partSettings } from "./part.ts";
import type { PickedPart } from "./pick.ts";

export interface RanPart {
  readonly outcome: PartOutcome;
  readonly startedAt: string;
  readonly gates: readonly RecordedGate[];
}

/** A part that takes longer than this many times what was thought, and some, hangs. */
const patience = 3;
const patienceSeconds = 180;

const silent = { write: () => {} };

/** A machine that was too busy is asked once more, when there is time for it. */
export async function runPart(part: PickedPart, command: Command, hasTimeTwice: boolean): Promise<RanPart> {
  const first = await runOnce(part, command);
  if (!first.isGeneratorLimited || !hasTimeTwice || command.signal.aborted) return first;
  const { outcome, ...second } = await runOnce(part, command);
  return { ...second, outcome: { ...outcome, tookSeconds: tenths(outcome.tookSeconds + first.outcome.tookSeconds) } };
}

async function runOnce(
  part: PickedPart,
  command: Command,
): Promise<RanPart & { readonly isGeneratorLimited: boolean }> {
  const startedMs = Date.now();
  const startedAt = new Date(startedMs).toISOString();
  const took = (): number => tenths((Date.now() - startedMs) / 1000);
  const deadlineSeconds = patience * part.seconds + patienceSeconds;
  const deadline = AbortSignal.timeout(deadlineSeconds * 1000);
  try {
    const { verdict, evidence, folder } = await carryOut(
      {
        settings: partSettings(part, command.settings),
        signal: AbortSignal.any([command.signal, deadline]),
        startedMs,
      },
      { verb: part.fault === undefined ? "nightly" : "nightly-fault", output: silent, writesReports: true },
    );
    const isHung = deadline.aborted && !command.signal.aborted;
    const { verdict: name, exitCode, reasons } = isHung ? hung(verdict, deadlineSeconds) : verdict;
    return {
      outcome: { part: part.name, verdict: name, exitCode, reasons, tookSeconds: took(), run: folder.id },
      startedAt,
      gates: recordedGates(verdict, evidence?.summary?.stolen),
      isGeneratorLimited: isGeneratorLimited(verdict),
    };
  } catch (error) {
    const outcome: PartOutcome = {
      part: part.name,
      verdict: "INVALID",
      exitCode: exitCodes.broken,
      reasons: [messageOf(error)],
      tookSeconds: took(),
      run: null,
    };
    return { outcome, startedAt, gates: [], isGeneratorLimited: false };
  }
}

function tenths(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}

function hung(verdict: Verdict, deadlineSeconds: number): Verdict {
  const reason = `it was ended after ${Math.round(deadlineSeconds)} s, ${patience} times as long as was thought and more`;
  return { ...verdict, exitCode: exitCodes.broken, reasons: [reason, ...verdict.reasons] };
}
