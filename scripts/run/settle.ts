/** What the settings come to: script, systems and faults, with every mistake that can be found without starting anything. */
import type { Mistake, Settings } from "#contract/settings";
import { type Bundle, bundle } from "../../build/bundle.ts";
import { loadFaults } from "../faults/fault.ts";
import { loadTargets } from "../targets/target.ts";
import { type Cast, castRoles, scenarioMistakes } from "./choice.ts";
import { durationMistakes } from "./duration.ts";
import { type ChosenFault, chooseFaults } from "./fault-choice.ts";
import { idleSettings, withoutGivenDatabase } from "./reach.ts";

export interface Settled {
  /** Absent without a scenario. */
  readonly script?: Bundle;
  readonly cast: readonly Cast[];
  readonly faults: readonly ChosenFault[];
  readonly mistakes: readonly Mistake[];
}

export async function settle(settings: Settings): Promise<Settled> {
  const unknownScenario = scenarioMistakes(settings);
  if (unknownScenario.length > 0) return { cast: [], faults: [], mistakes: unknownScenario };
  const [script, targets, known] = await Promise.all([
    bundle(`scenarios/${settings.SCENARIO}.ts`),
    loadTargets(),
    loadFaults(),
  ]);
  const { cast: wanted, mistakes: castMistakes } = castRoles(script.roles, settings, targets);
  const cast = withoutGivenDatabase(wanted, settings);
  const { faults, mistakes: faultMistakes } = chooseFaults(settings, known, cast);
  return {
    script,
    cast,
    faults,
    mistakes: [
      ...castMistakes,
      ...idleSettings(cast, settings),
      ...faultMistakes,
      ...durationMistakes(settings, faults),
    ],
  };
}
