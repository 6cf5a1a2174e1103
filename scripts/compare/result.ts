/** What a comparison leaves: the shape of compare.json, and the folder it lies in. */
import { type ExitCode, exitCodes, type VerdictName } from "#contract/verdict";
import { stampOf } from "../run/folder.ts";
import { openSideFolder, type SideFolder } from "../run/side-folder.ts";

export const comparisonSchemaVersion = 1;

/** What is common to compare.json of `make compare` and of `make ab`. */
export interface Comparison {
  readonly schemaVersion: typeof comparisonSchemaVersion;
  readonly verb: "compare" | "ab";
  readonly verdict: VerdictName;
  readonly exitCode: ExitCode;
  readonly reasons: readonly string[];
  /** What a reader should know though it decides nothing. */
  readonly notes: readonly string[];
  readonly scenario: string;
  readonly profile: string;
  /** How much worse is a regression, as a share. */
  readonly threshold: number;
  /** What each side was, and the folders of its runs. */
  readonly base: { readonly label: string; readonly runs: readonly string[] };
  readonly head: { readonly label: string; readonly runs: readonly string[] };
}

export interface Judgement extends Pick<Comparison, "verdict" | "exitCode" | "reasons"> {}

/** What proves nothing is INVALID before anything else, and a miss is a FAIL. */
export function judgementOf(invalid: readonly string[], missed: readonly string[]): Judgement {
  if (invalid.length > 0) return { verdict: "INVALID", exitCode: exitCodes.invalid, reasons: invalid };
  if (missed.length > 0) return { verdict: "FAIL", exitCode: exitCodes.fail, reasons: missed };
  return { verdict: "PASS", exitCode: exitCodes.pass, reasons: [] };
}

/** `comparisons/<UTC time>-<verb>-<scenario>/` under RESULTS: apart from runs, which others list and prune. */
export function openComparisonFolder(root: string, verb: string, scenario: string, now: Date): SideFolder {
  return openSideFolder(root, "comparisons", `${stampOf(now)}-${verb}-${scenario}`);
}
