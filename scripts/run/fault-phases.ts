/** The clock of a run with faults: steady load before, during and after, and guard bands in which nothing is judged. */
import type { Profile, Stage } from "#contract/profile";
import type { ChosenFault } from "./fault-choice.ts";

/** What was sent before a fault is answered, or slow by itself, when the fault is put on: so much of the band comes first. */
export const guardSeconds = 0.5;
/** From when it is put on, a fault must have bitten within this; it is not judged meanwhile. */
const biteSeconds = 2;
/** A fault must be on for longer than it may take to bite. */
export const leastFaultSeconds = biteSeconds + 1;
const beforeSeconds = 10;
const afterSeconds = 10;
const warmupSeconds = 5;
/** Nothing can be said of a phase that is shorter. */
const leastSeconds = 2;

/** How long the steady load around the faults is. */
export type FaultLength =
  | { readonly scale: number }
  /** Of the whole run. */
  | { readonly seconds: number };

/** The faults' seconds are what was asked for; the rest gives way. No limit holds for those that are `exempt` while they are broken. */
export function faultProfile(
  profile: Profile,
  faults: readonly ChosenFault[],
  length: FaultLength,
  exempt: readonly string[] = faults.map(({ target }) => target),
): Profile {
  const { breaking, during, recovering } = faultSeconds(faults);
  const scaled = (seconds: number): number =>
    "scale" in length ? Math.max(leastSeconds, seconds * length.scale) : seconds;
  const around = (seconds: number): number =>
    "scale" in length ? scaled(seconds) : (length.seconds - warmupSeconds - breaking - during - recovering) / 2;
  const hold = (name: string, seconds: number): Stage => ({ name, seconds, level: 1, shape: "hold" });
  return {
    ...profile,
    stages: [
      { ...hold("warmup", scaled(warmupSeconds)), isUnjudged: true },
      hold("before", around(beforeSeconds)),
      { ...hold("breaking", breaking), isUnjudged: true, exempt },
      { ...hold("during", during), exempt },
      { ...hold("recovering", recovering), isUnjudged: true, exempt },
      hold("after", around(afterSeconds)),
    ],
  };
}

/** What the faults ask for: none of it can be shortened. */
function faultSeconds(faults: readonly ChosenFault[]) {
  return {
    breaking: guardSeconds + biteSeconds,
    during: Math.max(...faults.map(({ lastsSeconds }) => lastsSeconds)) - biteSeconds,
    recovering: Math.max(1, ...faults.map(({ recoverSeconds }) => recoverSeconds)),
  };
}

/** The shortest run that still says something of each phase, and what it is made of. */
export function leastFaultRun(faults: readonly ChosenFault[]): { readonly seconds: number; readonly parts: string } {
  const { breaking, during, recovering } = faultSeconds(faults);
  const seconds = { "warm-up": warmupSeconds, before: leastSeconds, breaking, during, recovering, after: leastSeconds };
  const parts = Object.entries(seconds).map(([name, each]) => `${each} s ${name}`);
  return { seconds: Object.values(seconds).reduce((sum, each) => sum + each, 0), parts: parts.join(", ") };
}
