/** The clock of a run with faults: steady load before, during and after, and guard bands in which nothing is judged. */
import type { Profile, Stage } from "#contract/profiles";
import type { ChosenFault } from "./fault-choice.ts";

/** The fault is put on in this band and must have bitten before it ends. */
export const biteSeconds = 3;
const beforeSeconds = 10;
const afterSeconds = 10;
const warmupSeconds = 5;
/** Nothing can be said of a phase that is shorter. */
const leastSeconds = 2;

/** `scale` shrinks everything but the faults, whose seconds are what was asked for. */
export function faultProfile(profile: Profile, faults: readonly ChosenFault[], scale: number): Profile {
  const exempt = faults.map(({ target }) => target);
  const scaled = (seconds: number): number => Math.max(leastSeconds, seconds * scale);
  const hold = (name: string, seconds: number): Stage => ({ name, seconds, level: 1, shape: "hold" });
  return {
    ...profile,
    stages: [
      { ...hold("warmup", scaled(warmupSeconds)), isUnjudged: true },
      hold("before", scaled(beforeSeconds)),
      { ...hold("breaking", biteSeconds), isUnjudged: true, exempt },
      { ...hold("during", Math.max(...faults.map(({ lastsSeconds }) => lastsSeconds))), exempt },
      {
        ...hold("recovering", Math.max(...faults.map(({ recoverSeconds }) => recoverSeconds))),
        isUnjudged: true,
        exempt,
      },
      hold("after", scaled(afterSeconds)),
    ],
  };
}
