/** Turns a recorded baseline into limits of one run, and says where there is none to judge by. Pure. */
import {
  type Baseline,
  type BaselineEntry,
  type BaselineFigure,
  type BaselineLimit,
  baselineFactor,
  type Surroundings,
} from "#contract/baseline";
import { roleOf } from "#contract/operations";
import { scaledStages } from "#contract/phases";
import type { Profile } from "#contract/profile";
import type { ProfileName } from "#contract/profiles";
import type { ResourceThreshold } from "#contract/resource-threshold";
import type { Role } from "#contract/roles";
import type { Threshold } from "#contract/threshold";

/** What of a run decides whether a baseline is one of its like. */
export interface RunShape {
  readonly scenario: string;
  readonly profileName: ProfileName;
  readonly profile: Profile;
  readonly durationScale: number;
  readonly systems: readonly { readonly role: Role; readonly target: string }[];
  readonly surroundings: Surroundings;
}

/** What was recorded, or why nothing was. */
export type Recorded = Baseline | { readonly missing: string };

export interface BaselineLimits {
  readonly thresholds: readonly Threshold[];
  readonly resources: readonly ResourceThreshold[];
  /** One per row that asks for a baseline, whether there is one or not. */
  readonly notes: readonly string[];
}

export const noBaselineLimits: BaselineLimits = { thresholds: [], resources: [], notes: [] };

/** A p95 needs so many samples; with fewer the maximum would be held against it. */
const samplesNeeded = 200;

export function baselineLimits(limits: readonly BaselineLimit[], run: RunShape, recorded: Recorded): BaselineLimits {
  return limits
    .filter(({ scenario, profile }) => scenario === run.scenario && profile === run.profileName)
    .flatMap((limit) =>
      run.systems
        .filter(({ role }) => role === roleIn(limit))
        .map(({ target }) => limitOf(limit, target, run, recorded)),
    )
    .reduce(joined, noBaselineLimits);
}

export function roleIn({ figure }: BaselineLimit): Role {
  return "operation" in figure ? roleOf(figure.operation) : figure.role;
}

/** What is not the same, as a person reads it; empty when all is. */
export function differences<S extends object>(there: S, here: S): readonly string[] {
  const names = Object.keys(here) as (keyof S & string)[];
  return names
    .filter((name) => there[name] !== here[name])
    .map((name) => `${name} ${there[name]} there, ${here[name]} here`);
}

function limitOf(limit: BaselineLimit, target: string, run: RunShape, recorded: Recorded): BaselineLimits {
  const { requirement, figure, goalMs, profile } = limit;
  const goal = `the document's own goal is ${goalMs} ms, its limit ${rounded(goalMs * baselineFactor)} ms`;
  const entry = entryFor(limit, target, run, recorded);
  if ("missing" in entry)
    return {
      ...noBaselineLimits,
      notes: [`${requirement} is not judged for ${target}, no baseline: ${entry.missing}; ${goal}`],
    };
  const { valueMs, runsMs, date } = entry;
  const limitMs = rounded(valueMs * baselineFactor);
  const common = { requirement, targets: [target], profiles: [profile], isOfBaseline: true } as const;
  const notes = [
    `${requirement} for ${target}: this machine's baseline is ${rounded(valueMs)} ms (${date.slice(0, 10)}, ${runsMs.length} run${runsMs.length === 1 ? "" : "s"}), the limit ${limitMs} ms; ${goal}`,
  ];
  return "operation" in figure
    ? { thresholds: [{ ...common, ...figure, below: limitMs }], resources: [], notes }
    : { thresholds: [], resources: [{ ...common, ...figure, limit: limitMs }], notes };
}

function entryFor(
  limit: BaselineLimit,
  target: string,
  run: RunShape,
  recorded: Recorded,
): BaselineEntry | { readonly missing: string } {
  if ("missing" in recorded) return recorded;
  const others = differences(recorded.surroundings, run.surroundings);
  if (others.length > 0)
    return { missing: `the one of ${recorded.date.slice(0, 10)} is of other surroundings: ${others.join(", ")}` };
  const entry = recorded.entries.find((each) => each.requirement === limit.requirement && each.target === target);
  if (entry === undefined) return { missing: "it was recorded without this row or target" };
  const load = run.profile.full[roleIn(limit)];
  if (JSON.stringify(load) !== JSON.stringify(entry.load))
    return {
      missing: `it was recorded under ${JSON.stringify(entry.load)}, this run is under ${JSON.stringify(load)}`,
    };
  const fewest = fewestSamples(limit.figure, run);
  return fewest < samplesNeeded
    ? { missing: `this run has ${Math.floor(fewest)} samples a phase, and a p95 needs ${samplesNeeded}` }
    : entry;
}

/** Planned for the shortest judged phase; a figure that is no operation has as many as the profile says. */
export function fewestSamples(
  figure: BaselineFigure,
  { profile, durationScale }: Pick<RunShape, "profile" | "durationScale">,
): number {
  if (!("operation" in figure)) return Number.POSITIVE_INFINITY;
  const full = profile.full[roleOf(figure.operation)];
  if (!("ratePerSecond" in full)) return Number.POSITIVE_INFINITY;
  const judged = scaledStages(profile, durationScale).filter(({ isUnjudged }) => isUnjudged !== true);
  return Math.min(...judged.map(({ seconds, level }) => seconds * level * full.ratePerSecond));
}

function joined(one: BaselineLimits, other: BaselineLimits): BaselineLimits {
  return {
    thresholds: [...one.thresholds, ...other.thresholds],
    resources: [...one.resources, ...other.resources],
    notes: [...one.notes, ...other.notes],
  };
}

function rounded(ms: number): number {
  return Number(ms.toFixed(3));
}
