/** What became of the parts of a night, and of the night: its exit code is the worst of theirs. */
import { type ExitCode, exitCodes, type VerdictName } from "#contract/verdict";

export interface PartOutcome {
  readonly part: string;
  readonly verdict: VerdictName;
  readonly exitCode: ExitCode;
  readonly reasons: readonly string[];
  readonly tookSeconds: number;
  /** Name of the run's folder, `null` when it never had one. */
  readonly run: string | null;
}

export interface NightOutcome {
  readonly schemaVersion: 1;
  /** Name of its folder. */
  readonly night: string;
  readonly verdict: VerdictName;
  readonly exitCode: ExitCode;
  readonly reasons: readonly string[];
  readonly revision: string | null;
  readonly outcomes: readonly PartOutcome[];
  /** Picked, and not run: the budget was used up, or the night was ended. */
  readonly notRun: readonly string[];
  /** What this machine cannot do. */
  readonly leftOut: readonly { readonly name: string; readonly why: string }[];
}

/** The worst first: what broke hides more than what missed a limit, and that says more than what proves nothing. */
const worst = [
  exitCodes.interrupted,
  exitCodes.broken,
  exitCodes.usage,
  exitCodes.fail,
  exitCodes.invalid,
  exitCodes.pass,
] as const;

function worstOf(codes: readonly ExitCode[]): ExitCode {
  return worst.find((code) => codes.includes(code)) ?? exitCodes.invalid;
}

/** Red on what failed and on what proves nothing; a night in which nothing ran proves nothing. */
export function judgeNight(
  outcomes: readonly PartOutcome[],
  isInterrupted: boolean,
): Pick<NightOutcome, "verdict" | "exitCode" | "reasons"> {
  const exitCode = isInterrupted ? exitCodes.interrupted : worstOf(outcomes.map((outcome) => outcome.exitCode));
  const red = outcomes.filter((outcome) => outcome.exitCode !== exitCodes.pass);
  const count = (verdict: VerdictName): number => outcomes.filter((outcome) => outcome.verdict === verdict).length;
  const counts = `${count("PASS")} PASS, ${count("FAIL")} FAIL, ${count("INVALID")} INVALID of ${outcomes.length} runs`;
  return {
    verdict: exitCode === exitCodes.pass ? "PASS" : exitCode === exitCodes.fail ? "FAIL" : "INVALID",
    exitCode,
    reasons: [
      ...(isInterrupted ? ["interrupted"] : []),
      counts,
      ...red.map(({ part, verdict, reasons }) => `${verdict} ${part}: ${reasons[0] ?? "no reason is given"}`),
    ],
  };
}
