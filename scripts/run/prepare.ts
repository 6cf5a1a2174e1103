/** Everything that can be wrong before anything is started, found together. */

import type { Settings } from "#contract/settings";
import { type Bundle, bundle } from "../../build/bundle.ts";
import { loadFaults } from "../faults/fault.ts";
import { requireFreePort } from "../lib/ports.ts";
import { Problem, type ProblemText } from "../lib/problem.ts";
import { loadTargets } from "../targets/target.ts";
import { type Cast, castRoles, scenarioMistakes } from "./choice.ts";
import { type ChosenFault, chooseFaults } from "./fault-choice.ts";
import { findK6, type K6Binary } from "./k6-binary.ts";

export interface Prepared {
  readonly k6: K6Binary;
  readonly script: Bundle;
  readonly cast: readonly Cast[];
  readonly faults: readonly ChosenFault[];
}

/** Throws one Problem with every mistake. Wrong settings come before trouble with the machine. */
export async function prepare(settings: Settings): Promise<Prepared> {
  const unknownScenario = scenarioMistakes(settings);
  if (unknownScenario.length > 0) throw new Problem("usage", unknownScenario);
  const [script, targets, known] = await Promise.all([
    bundle(`scenarios/${settings.SCENARIO}.ts`),
    loadTargets(),
    loadFaults(),
  ]);
  const { cast, mistakes: castMistakes } = castRoles(script.roles, settings, targets);
  const { faults, mistakes: faultMistakes } = chooseFaults(settings, known, cast);
  const mistakes = [...castMistakes, ...faultMistakes];
  const [k6, port] = await Promise.allSettled([
    findK6(settings.K6_BIN),
    settings.DASHBOARD_PORT === 0 ? undefined : requireFreePort(settings.DASHBOARD_PORT, "DASHBOARD_PORT"),
  ]);
  const texts: ProblemText[] = [...mistakes];
  const rejected = [k6, port].filter((outcome) => outcome.status === "rejected").map(({ reason }) => reason as unknown);
  for (const reason of rejected) {
    if (!(reason instanceof Problem)) throw reason;
    texts.push(...reason.texts);
  }
  const isMachine =
    mistakes.length === 0 && rejected.every((reason) => reason instanceof Problem && reason.kind === "broken");
  if (texts.length > 0) throw new Problem(isMachine ? "broken" : "usage", texts, rejected[0]);
  if (k6.status === "rejected") throw k6.reason;
  return { k6: k6.value, script, cast, faults };
}
