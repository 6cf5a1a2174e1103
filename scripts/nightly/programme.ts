/** All parts a night can have here: every scenario on every target, as it is and with every fault that can break it. */
import { scaledStages } from "#contract/phases";
import { type ProfileName, profileNamed } from "#contract/profiles";
import { type FaultChoice, fields, type Settings } from "#contract/settings";
import { bundle } from "../../build/bundle.ts";
import { loadFaults, type NamedFault } from "../faults/fault.ts";
import { scenarioEntries } from "../lib/catalog.ts";
import { type Cast, castRoles } from "../run/choice.ts";
import { chooseFaults } from "../run/fault-choice.ts";
import { faultProfile } from "../run/fault-phases.ts";
import { loadTargets, type NamedTarget } from "../targets/target.ts";
import { type Part, partName, partSettings, type WhatRuns } from "./part.ts";
import { ownOrdinary, type RowLoad, rowLoads } from "./row-loads.ts";

export interface Programme {
  readonly parts: readonly Part[];
  readonly leftOut: readonly LeftOut[];
}

/** What this machine cannot do. */
export interface LeftOut {
  readonly name: string;
  readonly why: string;
}

/** How many nights one night without it weighs as much as: an ordinary day is due every night, the rest in turns. */
const importance = { ordinary: 1000, row: 10, fault: 3, otherTarget: 1 } as const;

export async function programme(settings: Settings): Promise<Programme> {
  const [targets, loaded] = await Promise.all([loadTargets(), loadFaults()]);
  const faults = loaded.map(askedOnce);
  const parts: Part[] = [];
  const leftOut: LeftOut[] = [];
  for (const { name: scenario } of scenarioEntries()) {
    const { roles } = await bundle(`scenarios/${scenario}.ts`);
    const others = targets.filter(({ role, isDefault }) => roles.includes(role) && !isDefault).map(({ name }) => name);
    for (const target of [undefined, ...others]) {
      const on = target === undefined ? {} : { target };
      const ordinary: WhatRuns = { scenario, profile: ownOrdinary[scenario] ?? "load", ...on };
      const { cast, mistakes } = castRoles(roles, partSettings(ordinary, settings), targets);
      if (mistakes[0] !== undefined) {
        leftOut.push({ name: partName(ordinary), why: mistakes[0].what });
        continue;
      }
      const drafts = [ordinary, ...ownRowLoads(scenario).map((load) => ({ ...load, ...on }))];
      const broken = brokenWays(ordinary, cast, scenario in ownOrdinary ? [] : faults, target);
      leftOut.push(...broken.leftOut);
      for (const draft of [...drafts, ...broken.drafts])
        parts.push(...partOf(draft, { settings, cast, faults, isOtherTarget: target !== undefined }));
    }
  }
  return { parts, leftOut };
}

/** Whether it can work here is tried on mounts and processes: once, not for each of hundreds of parts. */
function askedOnce(fault: NamedFault): NamedFault {
  const why = fault.unavailable();
  return { ...fault, unavailable: () => why };
}

function ownRowLoads(scenario: string): readonly WhatRuns[] {
  return rowLoads
    .filter((load) => load.scenario === scenario)
    .map(({ profile, fault }: RowLoad) => ({
      scenario,
      profile,
      ...(fault === undefined ? {} : { fault: read(fault) }),
    }));
}

function read(fault: string): FaultChoice {
  const parsed = fields.FAULT.parse(fault);
  const [choice] = "value" in parsed ? parsed.value : [];
  if (choice === undefined) throw new Error(`${fault} is no FAULT`);
  return choice;
}

/** Every fault on every system of the cast; with a target in the place of a default, only on that. */
function brokenWays(
  ordinary: WhatRuns,
  cast: readonly Cast[],
  faults: readonly NamedFault[],
  only: string | undefined,
): { readonly drafts: readonly WhatRuns[]; readonly leftOut: readonly LeftOut[] } {
  const systems = cast.flatMap((entry): readonly NamedTarget[] => ("targets" in entry ? entry.targets : []));
  const ways = systems
    .filter(({ name }) => only === undefined || name === only)
    .flatMap(({ name: target }) =>
      faults.map((fault) => ({ fault, draft: { ...ordinary, fault: { name: fault.name, values: { target } } } })),
    );
  return {
    drafts: ways.filter(({ fault }) => fault.unavailable() === undefined).map(({ draft }) => draft),
    leftOut: ways.flatMap(({ fault, draft }) => {
      const why = fault.unavailable();
      return why === undefined ? [] : [{ name: partName(draft), why: `${fault.name} cannot work here: ${why}` }];
    }),
  };
}

interface Surroundings {
  readonly settings: Settings;
  readonly cast: readonly Cast[];
  readonly faults: readonly NamedFault[];
  readonly isOtherTarget: boolean;
}

/** None where the fault has nothing to break: a database fault of a system that stores in a file. */
function partOf(draft: WhatRuns, { settings, cast, faults, isOtherTarget }: Surroundings): readonly Part[] {
  const own = partSettings(draft, settings);
  const chosen = chooseFaults(own, faults, cast);
  if (chosen.mistakes.length > 0) return [];
  const profile = profileNamed(draft.profile);
  const scale = settings.DURATION_SCALE;
  const stages =
    chosen.faults.length > 0 ? faultProfile(profile, chosen.faults, { scale }).stages : scaledStages(profile, scale);
  const load = stages.reduce((sum, { seconds }) => sum + seconds, 0);
  const kind = kindOf(draft, isOtherTarget);
  const seconds = load + besideLoad(draft.profile);
  return [
    { ...draft, isRepeated: kind === "ordinary" && draft.profile === "load", importance: importance[kind], seconds },
  ];
}

function kindOf({ scenario, profile, fault }: WhatRuns, isOtherTarget: boolean): keyof typeof importance {
  if (isOtherTarget) return "otherTarget";
  if (profile !== (ownOrdinary[scenario] ?? "load")) return "row";
  return fault === undefined ? "ordinary" : "fault";
}

/** Thought, not known: once a part has run, its last run tells. */
function besideLoad(name: ProfileName): number {
  const { starts = 0, indexRuns = 0, corpus } = profileNamed(name);
  return 8 + 0.5 * starts + 25 * (corpus === undefined ? 0 : Math.max(1, indexRuns));
}
