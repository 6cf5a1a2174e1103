/** The runs of a trip: as its entry says, nobody exempt but whom it names, and held against no baseline but one of its own. */
import type { Baseline } from "#contract/baseline";
import type { Settings } from "#contract/settings";
import { isGeneratorLimited } from "../judge/generator-limited.ts";
import type { Command } from "../lib/command.ts";
import type { Trip } from "../trips/trip.ts";
import { carryOut, type Executed, type Execution } from "./execute.ts";
import { freshBaseline } from "./fresh-baseline.ts";

/** Shortened; the faults keep their seconds. */
const usualScale = 0.4;

/** A machine wanders by more than a baseline allows, now and then. */
const mostBaselines = 3;

type TripMeans = Pick<Execution, "exempt" | "baseline" | "startTrouble" | "alikeTimes">;

interface Undisturbed {
  readonly executed: Executed;
  /** What it was held against. */
  readonly baseline: Baseline | "none";
}

/** What kept it from a verdict or changed since its baseline was taken is the machine's doing: it is repeated then, aloud. */
export async function runUndisturbed(
  trip: Trip,
  command: Command,
  given: (baseline: Baseline | "none") => Partial<Settings>,
  means: Omit<TripMeans, "baseline"> = {},
): Promise<Undisturbed> {
  for (let taken = 1; ; taken += 1) {
    const baseline = await baselineOf(trip, command);
    const executed = await repeatedOnce(() => runTrip(trip, command, given(baseline), { ...means, baseline }));
    const slower = slowerThanBaseline(executed);
    if (slower === undefined || taken === mostBaselines || command.signal.aborted) return { executed, baseline };
    process.stderr.write(`slower than a moment before, repeated with another baseline: ${slower}\n`);
  }
}

export function runTrip(
  trip: Trip,
  { settings, ...command }: Command,
  given: Partial<Settings>,
  means: TripMeans,
): Promise<Executed> {
  return carryOut(
    { ...command, settings: { ...settingsOf(trip, settings), ...given }, startedMs: Date.now() },
    { verb: "prove", output: quiet, awayMs: trip.awayMs, ...means },
  );
}

const quiet = { write: () => {} };

function settingsOf(
  { scenario, profile = "load", durationScale = usualScale, settings: own }: Trip,
  settings: Settings,
): Settings {
  const DURATION_SCALE = settings.DURATION_SCALE * durationScale;
  return { ...settings, SCENARIO: scenario, PROFILE: profile, DURATION_SCALE, ...own };
}

async function baselineOf(trip: Trip, { settings, ...command }: Command): Promise<Baseline | "none"> {
  const { baselineRuns: RUNS } = trip;
  if (RUNS === undefined) return "none";
  return freshBaseline({ ...command, settings: { ...settingsOf(trip, settings), RUNS } }, quiet, trip.awayMs);
}

async function repeatedOnce(go: () => Promise<Executed>): Promise<Executed> {
  const first = await go();
  if (!isGeneratorLimited(first.verdict)) return first;
  process.stderr.write(`generator-limited, repeated once: ${first.verdict.reasons[0]}\n`);
  return go();
}

/** The first gate of a baseline that was missed while nothing was broken. */
function slowerThanBaseline({ verdict }: Executed): string | undefined {
  return verdict.gates.find(({ id, phase, ok }) => id.endsWith("/baseline") && phase !== "during" && !ok)?.id;
}
