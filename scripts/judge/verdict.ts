/** From everything known of a run to PASS, FAIL or INVALID, with reasons. */
import type { Comparison } from "#contract/comparison";
import type { NetThreshold } from "#contract/net-threshold";
import type { PlannedSystem } from "#contract/plan";
import type { Profile } from "#contract/profile";
import { isInsideMetric, showInside } from "#contract/resource-threshold";
import type { RunSummary } from "#contract/summary";
import type { Threshold } from "#contract/threshold";
import {
  type ExitCode,
  exitCodes,
  type Gate,
  type Verdict,
  type VerdictName,
  verdictSchemaVersion,
} from "#contract/verdict";
import { disagreements } from "./agreement.ts";
import type { Calibrated } from "./calibration.ts";
import { judgeComparisons } from "./comparisons.ts";
import { describeLoss, judgeDelivery, undelivered } from "./delivery.ts";
import { type FaultEvidence, faultFlaws, faultNotes, judgeFaults } from "./faults.ts";
import { judgeGates } from "./gates.ts";
import { judgeGenerator } from "./generator.ts";
import { judgeNets } from "./nets.ts";
import { judgeResources, type ResourceEvidence, resourceNotes } from "./resource-gates.ts";
import { uncheckedContent } from "./unchecked.ts";

export interface Evidence {
  /** `undefined` when k6 left none. */
  readonly summary: RunSummary | undefined;
  readonly systems: readonly PlannedSystem[];
  readonly profile: Profile;
  readonly thresholds: readonly Threshold[];
  /** k6's exit code; `null` when a signal ended it. */
  readonly k6ExitCode: number | null;
  readonly k6Errors: readonly string[];
  /** Processes under load that ended though nobody asked them to, with their last words. */
  readonly deaths: readonly string[];
  /** What was broken on purpose; empty in most runs. */
  readonly faults: readonly FaultEvidence[];
  readonly resources: ResourceEvidence;
  readonly comparisons: readonly Comparison[];
  readonly nets: readonly NetThreshold[];
  /** When k6 is late on this machine. */
  readonly calibrated: Calibrated;
  /** What operations complained of, for a reader of a miss. */
  readonly complaints: readonly string[];
  /** What a reader should know of settings and limits though it decides nothing: another length, no baseline, no older one. */
  readonly remarks?: readonly string[];
  readonly isInterrupted: boolean;
}

/** k6 itself ended the run as it should: all thresholds met, or some missed. */
const ordinaryExits = new Set([0, 99]);

export function judge(evidence: Evidence): Verdict {
  const { summary, systems, profile, thresholds, deaths, faults } = evidence;
  if (evidence.isInterrupted)
    return verdict("INVALID", exitCodes.interrupted, ["interrupted: the run did not come to its end"]);
  const holes = k6Holes(evidence);
  if (summary === undefined) {
    const reasons = [...deaths, ...holes, "k6 left no summary"];
    return deaths.length > 0
      ? verdict("FAIL", exitCodes.fail, reasons)
      : verdict("INVALID", exitCodes.invalid, reasons);
  }
  const { calibrated } = evidence;
  const generator = judgeGenerator(summary, calibrated.limits);
  const gates = [
    ...judgeGates(summary, systems, thresholds, generator),
    ...judgeDelivery(summary, systems, generator),
    ...judgeFaults(faults),
    ...judgeResources(summary, systems, evidence.resources),
    ...judgeComparisons(summary, systems, { ...evidence, generator }),
    ...judgeNets(summary, systems, evidence.nets),
  ];
  const missed = gates.filter(({ ok, undecided }) => !ok && undecided === undefined);
  const invalid = [
    ...holes,
    ...gates.flatMap(({ id, undecided }) => (undecided === undefined ? [] : [`${id}: ${undecided}`])),
    ...disagreements(summary, systems, thresholds),
    ...undelivered(summary, systems, profile),
    ...uncheckedContent(summary, systems),
    ...faultFlaws(faults),
    ...generator.unknownIn.map(
      (phase) => `the canary never spoke in ${phase}: nothing is known of the generator there`,
    ),
  ];
  const notes = [
    ...(summary.durationScale === 1
      ? []
      : [`DURATION_SCALE=${summary.durationScale}: every stage lasted ${summary.durationScale} times its length`]),
    ...(generator.late === undefined ? [] : [sayLate(generator.late, calibrated)]),
    ...faultNotes(faults),
    ...resourceNotes(summary, systems, evidence.resources, gates),
    ...(evidence.remarks ?? []),
    ...(missed.length === 0 ? [] : evidence.complaints.slice(0, 3)),
  ];
  const misses = missed.map((gate) => sayMiss(gate, summary));
  if (deaths.length > 0) return verdict("FAIL", exitCodes.fail, [...deaths, ...misses], gates, notes);
  if (invalid.length > 0) return verdict("INVALID", exitCodes.invalid, [...invalid, ...misses], gates, notes);
  if (misses.length > 0) return verdict("FAIL", exitCodes.fail, misses, gates, notes);
  return verdict("PASS", exitCodes.pass, [sayMet(gates)], gates, notes);
}

/** What k6 ends with exit code 0 or says only in its log, though the run proves nothing. */
function k6Holes({ summary, k6ExitCode, k6Errors }: Evidence): readonly string[] {
  const threw = summary?.iterations.reduce((sum, entry) => sum + entry.threw, 0) ?? 0;
  const isCrossed = summary?.thresholds.some(({ ok }) => !ok) ?? false;
  return [
    ...(k6ExitCode !== null && ordinaryExits.has(k6ExitCode)
      ? []
      : [`k6 ended with ${k6ExitCode === null ? "a signal" : `exit code ${k6ExitCode}`}`]),
    ...(threw === 0 ? [] : [`${threw} iterations threw`]),
    ...(k6Errors.length === 0
      ? []
      : [`k6 reported: ${k6Errors[0]}${k6Errors.length > 1 ? ` (and ${k6Errors.length - 1} more)` : ""}`]),
    ...(summary !== undefined && k6ExitCode === (isCrossed ? 0 : 99)
      ? [`k6's exit code ${k6ExitCode} and its thresholds disagree`]
      : []),
  ];
}

function sayLate(late: string, { missing }: Calibrated): string {
  const whose =
    missing === undefined ? "" : ` (by the limits of another machine, since ${missing}: \`make calibrate\`)`;
  return `the generator was late: ${late}${whose}; latencies are upper bounds`;
}

function sayMet(gates: readonly Gate[]): string {
  const listed = gates.filter(({ knownMiss }) => knownMiss !== undefined).length;
  const met = `${gates.length - listed} of ${gates.length} gates met`;
  return listed === 0 ? met : `${met}, ${listed} missed as listed`;
}

export function sayMiss(gate: Gate, summary?: RunSummary): string {
  const { id, requirement, phase, metric, observed, limit } = gate;
  if (observed === null) {
    const nothing = metric === "recovery" ? "it was not well again before the run ended" : "not one right answer";
    return `${id} (${requirement}): ${nothing}`;
  }
  if (isInsideMetric(metric)) {
    const [was, allowed] = [showInside(metric, observed), showInside(metric, limit)];
    if (gate.knownMiss === undefined) return `${id} (${requirement}): ${was}, limit ${allowed}`;
    return `${id} (${requirement}): ${was} meets the limit ${allowed}, though the target is listed to miss it: strike it from the list`;
  }
  const isRate = metric === "errorRate";
  const show = (value: number): string =>
    isRate ? `${(value * 100).toFixed(value < 0.1 ? 2 : 1)} %` : `${value.toFixed(1)} ms`;
  const loss = phase === "all" && summary !== undefined ? describeLoss(summary, gate) : "";
  return `${id} (${requirement}): ${show(observed)}, limit ${show(limit)}${loss === "" ? "" : `; ${loss} count as failed`}`;
}

export function verdict(
  name: VerdictName,
  exitCode: ExitCode,
  reasons: readonly string[],
  gates: readonly Gate[] = [],
  notes: readonly string[] = [],
): Verdict {
  return { schemaVersion: verdictSchemaVersion, verdict: name, exitCode, reasons, notes, gates };
}
