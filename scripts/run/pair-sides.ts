/** Settles what a comparison with an older target is about: its limits, and the settings of either side's runs. */
import { type PairThreshold, resourceMetrics } from "#contract/resource-threshold";
import type { Mistake, Settings } from "#contract/settings";
import type { TargetChoice } from "#contract/target-field";
import { loadPairThresholds } from "../judge/thresholds.ts";
import { Problem } from "../lib/problem.ts";
import { settle } from "./settle.ts";

interface Side {
  readonly settings: Settings;
  /** As TARGET says it. */
  readonly shown: string;
}

export interface Sides {
  readonly own: Side;
  readonly older: Side;
  /** Name of the target that is judged. */
  readonly target: string;
  readonly thresholds: readonly PairThreshold[];
}

/** Throws a Problem with every mistake, before anything is started. */
export async function settleSides(settings: Settings, baseline: TargetChoice): Promise<Sides> {
  const thresholds = (await loadPairThresholds()).filter((each) => isAsked(each, settings));
  const mistakes: Mistake[] = thresholds.length > 0 ? [] : [await nothingAsked(settings)];
  const { cast, mistakes: ownMistakes } = await settle(settings);
  mistakes.push(...ownMistakes);
  const role = thresholds[0]?.role;
  const played = cast.find((entry) => entry.role === role);
  const targets = played !== undefined && "targets" in played ? played.targets : [];
  const [target] = targets;
  if (role !== undefined && ownMistakes.length === 0 && (target === undefined || targets.length > 1))
    mistakes.push(notOne(role, targets.length));
  const older = { ...settings, TARGET: [baseline] };
  mistakes.push(...(await settle(older)).mistakes.filter(isOfTarget).map(asBaseline));
  if (mistakes.length > 0 || target === undefined) throw new Problem("usage", mistakes);
  const chosen = settings.TARGET.find((each) => each.target === target.name) ?? { target: target.name };
  return {
    own: { settings, shown: shownChoice(chosen) },
    older: { settings: older, shown: shownChoice(baseline) },
    target: target.name,
    thresholds,
  };
}

/** What a run has to say that could have been compared, and was not. */
export async function notMeasured(settings: Settings): Promise<readonly string[]> {
  if (settings.BASELINE_TARGET !== undefined) return [];
  return (await loadPairThresholds())
    .filter((each) => isAsked(each, settings))
    .map(
      ({ requirement, metric }) =>
        `${requirement} (${resourceMetrics[metric].label}) is not measured: no older one is given (BASELINE_TARGET)`,
    );
}

function isAsked({ scenario, profile }: PairThreshold, { SCENARIO, PROFILE }: Settings): boolean {
  return scenario === SCENARIO && profile === PROFILE;
}

async function nothingAsked({ SCENARIO, PROFILE }: Settings): Promise<Mistake> {
  const asked = (await loadPairThresholds()).map(({ scenario, profile }) => `SCENARIO=${scenario} PROFILE=${profile}`);
  return {
    what: `BASELINE_TARGET is given, and no limit compares two targets with SCENARIO=${SCENARIO} PROFILE=${PROFILE}`,
    why: "a setting that is ignored is a run that measured something else",
    fix: `use ${asked.join(" or ")}, or leave BASELINE_TARGET out`,
  };
}

function notOne(role: string, count: number): Mistake {
  return {
    what: `BASELINE_TARGET is given, and this run starts ${count} targets that play ${role}`,
    why: "one that a run starts is compared with one older: their memory is looked at, and the load is theirs alone",
    fix: `name one by TARGET=…, and leave out its *_URL`,
  };
}

/** Both sides share all other settings, so those mistakes are told already. */
function isOfTarget({ what }: Mistake): boolean {
  return /^(TARGET|target)\b/.test(what);
}

function asBaseline({ what, why, fix }: Mistake): Mistake {
  return {
    what: what.replace(/^TARGET:?|^target/, "BASELINE_TARGET:"),
    why,
    fix: fix.replace("TARGET=", "BASELINE_TARGET="),
  };
}

function shownChoice({ target, program }: TargetChoice): string {
  return program === undefined ? target : `${target}@${program}`;
}
