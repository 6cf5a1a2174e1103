/** Was it the machine alone that kept a run from a verdict? Then it may be repeated, once and aloud. */
import type { Verdict } from "#contract/verdict";

/** Misses stand beside the reasons that made the run invalid; any other reason is a finding. */
export function isGeneratorLimited({ verdict, reasons, gates }: Verdict): boolean {
  const isMiss = (reason: string): boolean =>
    gates.some(({ id, ok, undecided }) => !ok && undecided === undefined && reason.startsWith(`${id} `));
  return (
    verdict === "INVALID" &&
    reasons.some((reason) => reason.includes("generator-limited")) &&
    reasons.every((reason) => reason.includes("generator-limited") || isMiss(reason))
  );
}
