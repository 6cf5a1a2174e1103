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

/** `scale` shrinks everything but the faults, whose seconds are what was asked for. Broken targets are exempt unless `judgesBroken`. */
export function faultProfile(
  profile: Profile,
  faults: readonly ChosenFault[],
  scale: number,
  judgesBroken: boolean,
): Profile {
  const exempt = judgesBroken ? [] : faults.map(({ target }) => target);
  const scaled = (seconds: number): number => Math.max(leastSeconds, seconds * scale);
  const hold = (name: string, seconds: number): Stage => ({ name, seconds, level: 1, shape: "hold" });
  return {
    ...profile,
    stages: [
      { ...hold("warmup", scaled(warmupSeconds)), isUnjudged: true },
      hold("before", scaled(beforeSeconds)),
      { ...hold("breaking", guardSeconds + biteSeconds), isUnjudged: true, exempt },
      { ...hold("during", Math.max(...faults.map(({ lastsSeconds }) => lastsSeconds)) - biteSeconds), exempt },
      {
        ...hold("recovering", Math.max(1, ...faults.map(({ recoverSeconds }) => recoverSeconds))),
        isUnjudged: true,
        exempt,
      },
      hold("after", scaled(afterSeconds)),
    ],
  };
}
