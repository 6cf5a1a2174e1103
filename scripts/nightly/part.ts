/** A part of the night: one run that `make nightly` may make. */
import type { ProfileName } from "#contract/profiles";
import type { FaultChoice, Settings } from "#contract/settings";

export interface Part {
  readonly scenario: string;
  readonly profile: ProfileName;
  /** In the place of those that play their roles by default. */
  readonly target?: string;
  readonly fault?: FaultChoice;
  /** An ordinary day that is short and has few requests: what it measured in one run says little. */
  readonly isRepeated: boolean;
  /** How much a night without it costs: it is due as often as its importance says. */
  readonly importance: number;
  /** How long it is thought to take, from start to verdict. */
  readonly seconds: number;
}

export type WhatRuns = Pick<Part, "scenario" | "profile" | "target" | "fault">;

/** `registry/load@reference-registry+kill:reference-registry`: its id in the history. */
export function partName({ scenario, profile, target, fault }: WhatRuns): string {
  const on = target === undefined ? "" : `@${target}`;
  const broken = fault === undefined ? "" : `+${fault.name}:${fault.values["target"] ?? ""}`;
  return `${scenario}/${profile}${on}${broken}`;
}

/** What the run is told beside what was given to the night. */
export function partSettings({ scenario, profile, target, fault }: WhatRuns, given: Settings): Settings {
  return {
    ...given,
    SCENARIO: scenario,
    PROFILE: profile,
    TARGET: target === undefined ? [] : [{ target }],
    FAULT: fault === undefined ? [] : [fault],
  };
}
