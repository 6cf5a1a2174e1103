/** What the settings come to: script, systems and faults, with every mistake that can be found without starting anything. */
import type { Mistake, Settings } from "#contract/settings";
import { type Bundle, bundle, type SpokenDialects } from "../../build/bundle.ts";
import { loadFaults } from "../faults/fault.ts";
import { loadTargets } from "../targets/target.ts";
import { type Cast, castRoles, scenarioMistakes } from "./choice.ts";
import { durationMistakes } from "./duration.ts";
import { type ChosenFault, chooseFaults } from "./fault-choice.ts";
import { idleSettings, withoutGivenDatabase } from "./reach.ts";
import { templateMistakes } from "./search-template.ts";

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
  const entry = `scenarios/${settings.SCENARIO}.ts`;
  const [whole, targets, known] = await Promise.all([bundle(entry), loadTargets(), loadFaults()]);
  const { cast: wanted, mistakes: castMistakes } = castRoles(whole.roles, settings, targets);
  const cast = withoutGivenDatabase(wanted, settings);
  const { faults, mistakes: faultMistakes } = chooseFaults(settings, known, cast);
  const mistakes = [
    ...castMistakes,
    ...templateMistakes(cast, settings),
    ...idleSettings(cast, settings),
    ...faultMistakes,
    ...durationMistakes(settings, faults),
  ];
  const script = mistakes.length > 0 ? whole : await bundle(entry, dialectsIn(cast));
  return { script, cast, faults, mistakes };
}

/** What every user holds a copy of is as small as can be: the dialects that are spoken, and no others. */
function dialectsIn(cast: readonly Cast[]): SpokenDialects {
  return Object.fromEntries(
    cast.map((entry) => [
      entry.role,
      "urls" in entry ? [entry.dialect] : entry.targets.map(({ dialect }) => entry.dialect ?? dialect),
    ]),
  );
}
