/** Puts the same load on two sides in turns: A B, B A, A B, … so that a machine that gets slower or faster favours neither. */
import type { RunSummary } from "#contract/summary";
import { exitCodes, type VerdictName } from "#contract/verdict";
import type { Command } from "../lib/command.ts";
import { Problem } from "../lib/problem.ts";
import { carryOut } from "../run/execute.ts";
import type { AbSide } from "./ab-sides.ts";
import type { RoundPair } from "./rounds.ts";

export interface Sides {
  readonly base: AbSide;
  readonly head: AbSide;
}

interface Round extends RoundPair {
  /** The folders of its runs. */
  readonly baseRun: string;
  readonly headRun: string;
  readonly baseVerdict: VerdictName;
  readonly headVerdict: VerdictName;
}

export interface Interleaved {
  readonly rounds: readonly Round[];
  /** Why others do not count, one line each. */
  readonly leftOut: readonly string[];
}

interface Ran {
  readonly run: string;
  readonly verdict: VerdictName;
  readonly summary: RunSummary;
}

const silent = { write: () => {} };

/** A round in which a run proves nothing is left out and made again, half as many times as there are to be rounds. */
export async function interleave(sides: Sides, command: Command, say: (line: string) => void): Promise<Interleaved> {
  const { ROUNDS: wanted, SEED } = command.settings;
  const rounds: Round[] = [];
  const leftOut: string[] = [];
  while (rounds.length < wanted && leftOut.length <= wanted / 2) {
    command.signal.throwIfAborted();
    const beganMs = performance.now();
    const seed = ((SEED + rounds.length - 1) % 1_000_000) + 1;
    const order = rounds.length % 2 === 0 ? (["base", "head"] as const) : (["head", "base"] as const);
    const ran: { base?: Ran; head?: Ran } = {};
    for (const name of order) {
      const outcome = await runSide(sides[name], seed, command);
      if (typeof outcome === "string") {
        leftOut.push(outcome);
        say(`left out  ${outcome}`);
        break;
      }
      ran[name] = outcome;
    }
    const { base, head } = ran;
    if (base === undefined || head === undefined) continue;
    rounds.push({
      ...{ base: base.summary, baseRun: base.run, baseVerdict: base.verdict },
      ...{ head: head.summary, headRun: head.run, headVerdict: head.verdict },
    });
    const seconds = ((performance.now() - beganMs) / 1000).toFixed(0);
    say(`round ${rounds.length} of ${wanted}  ${base.run} and ${head.run}  (${seconds} s)`);
  }
  return { rounds, leftOut };
}

/** Its numbers, or why they do not count. A run that missed a gate counts: it may be what is looked for. */
async function runSide(side: AbSide, seed: number, { settings, signal }: Command): Promise<Ran | string> {
  const { verdict, evidence, folder } = await carryOut(
    { settings: { ...settings, ...side.settings, SEED: seed }, signal, startedMs: Date.now() },
    { verb: "ab", output: silent, awayMs: side.awayMs },
  );
  signal.throwIfAborted();
  if (verdict.exitCode === exitCodes.broken) {
    throw new Problem("broken", {
      what: `a run of ${side.label} broke: ${verdict.reasons.join("; ")}`,
      why: "it would break in every round",
      fix: `look into ${folder.shownPath}logs/`,
    });
  }
  const summary = evidence?.summary;
  if (verdict.verdict !== "INVALID" && summary !== undefined)
    return { run: folder.id, verdict: verdict.verdict, summary };
  return `${folder.id} of ${side.label}: ${verdict.reasons[0] ?? "it left no numbers"}`;
}
