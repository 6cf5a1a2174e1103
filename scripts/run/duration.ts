/** DURATION: the load lasts as long as was asked for; judged stages give way, warm-up and faults do not. */
import type { Profile, Stage } from "#contract/profile";
import { profileNamed } from "#contract/profiles";
import type { Mistake, Settings } from "#contract/settings";
import type { ChosenFault } from "./fault-choice.ts";
import { leastFaultRun } from "./fault-phases.ts";

/** No stage gets shorter: k6 counts time in whole steps of its ramps. */
const leastStageSeconds = 1;

/** The same stages with the judged ones all shorter or longer by one factor. */
export function withDuration(profile: Profile, seconds: number): Profile {
  const { unjudged, judged } = lengthsOf(profile);
  const factor = (seconds - unjudged) / judged;
  const stretched = (stage: Stage): Stage =>
    stage.isUnjudged === true ? stage : { ...stage, seconds: stage.seconds * factor };
  return { ...profile, stages: profile.stages.map(stretched) };
}

/** What the verdict says of it. */
export function durationNote({ DURATION }: Settings): readonly string[] {
  return DURATION === undefined ? [] : [`DURATION=${DURATION}s: the judged stages did not have their own length`];
}

export function durationMistakes(settings: Settings, faults: readonly ChosenFault[]): readonly Mistake[] {
  const { DURATION, DURATION_SCALE, PROFILE } = settings;
  if (DURATION === undefined) return [];
  if (DURATION_SCALE !== 1) {
    return [
      {
        what: `DURATION=${DURATION}s and DURATION_SCALE=${DURATION_SCALE} both say how long the load is`,
        why: "only one of them can be right",
        fix: "leave one of them out",
      },
    ];
  }
  const least = faults.length > 0 ? leastFaultRun(faults) : leastRun(profileNamed(PROFILE));
  if (DURATION >= least.seconds) return [];
  const needed = Math.ceil(least.seconds);
  return [
    {
      what: `DURATION=${DURATION}s is shorter than ${faults.length > 0 ? "the fault" : `PROFILE=${PROFILE}`} needs: ${least.parts}`,
      why: "a phase that is too short, or not there, says nothing",
      fix: `give DURATION=${needed}s or more${faults.length > 0 ? ", or the fault a shorter for= or recover=" : ", or another PROFILE"}`,
    },
  ];
}

function leastRun(profile: Profile): { readonly seconds: number; readonly parts: string } {
  const { unjudged, judged, shortest } = lengthsOf(profile);
  const judgedLeast = (judged / shortest) * leastStageSeconds;
  return {
    seconds: unjudged + judgedLeast,
    parts: `${unjudged} s warm-up, ${Number(judgedLeast.toFixed(1))} s for its judged stages to have ${leastStageSeconds} s each at least`,
  };
}

function lengthsOf({ stages }: Profile): {
  readonly unjudged: number;
  readonly judged: number;
  readonly shortest: number;
} {
  const sum = (some: readonly Stage[]): number => some.reduce((total, { seconds }) => total + seconds, 0);
  const judged = stages.filter(({ isUnjudged }) => isUnjudged !== true);
  return {
    unjudged: sum(stages) - sum(judged),
    judged: sum(judged),
    shortest: Math.min(...judged.map(({ seconds }) => seconds)),
  };
}
