/** Settles what a run is about: which systems play the scenario's roles, started by us or already running. */
import { roles as allRoles, type Role } from "#contract/roles";
import { fields, type Mistake, roleSettings, type Settings } from "#contract/settings";
import { isAllowedHost } from "../lib/allowed-host.ts";
import { dialectEntries, scenarioEntries } from "../lib/catalog.ts";
import type { NamedTarget } from "../targets/target.ts";
import { programMistakes, withProgram } from "./own-program.ts";
import { environmentOf } from "./reach.ts";

/** A role is played by systems that already run, or by targets we start. */
export type Cast =
  | { readonly role: Role; readonly urls: readonly string[]; readonly dialect: string }
  | { readonly role: Role; readonly targets: readonly NamedTarget[]; readonly dialect?: string };

/** The mistakes that only the folders can tell: unknown scenario, target or dialect, a host that was not allowed. */
export function scenarioMistakes({ SCENARIO: name }: Settings): readonly Mistake[] {
  return unknownName(
    "SCENARIO",
    name,
    scenarioEntries().map((entry) => entry.name),
  );
}

export function castRoles(
  roles: readonly Role[],
  settings: Settings,
  targets: readonly NamedTarget[],
): { cast: readonly Cast[]; mistakes: readonly Mistake[] } {
  const mistakes: Mistake[] = [...targetMistakes(roles, settings, targets), ...idleUrls(roles, settings)];
  const cast = roles.map((role): Cast => {
    const urls = settings[roleSettings[role].url] as readonly string[];
    if (urls.length > 0) {
      mistakes.push(...urlMistakes(role, urls, settings));
      return { role, urls, dialect: dialectFor(role, settings, targets, mistakes) };
    }
    const chosen = targetsFor(role, settings, targets);
    for (const target of chosen) mistakes.push(...unavailable(role, target, settings));
    if (!isDialectGiven(role, settings)) return { role, targets: chosen };
    const known = mistakes.length;
    const dialect = dialectFor(role, settings, targets, mistakes);
    if (mistakes.length === known) mistakes.push(...chosen.flatMap((target) => unspoken(target, dialect)));
    return { role, targets: chosen, dialect };
  });
  return { cast, mistakes };
}

/** The address of a role that the scenario does not put under load. */
function idleUrls(roles: readonly Role[], settings: Settings): readonly Mistake[] {
  return allRoles
    .filter((role) => !roles.includes(role) && (settings[roleSettings[role].url] as readonly string[]).length > 0)
    .map((role) => ({
      what: `${roleSettings[role].url} is given, and the scenario ${settings.SCENARIO} puts no ${role} under load`,
      why: "a setting that is ignored is a run that measured something else",
      fix: `leave out ${roleSettings[role].url}, or choose a scenario with a ${role}`,
    }));
}

function isDialectGiven(role: Role, settings: Settings): boolean {
  const { dialect } = roleSettings[role];
  return settings[dialect] !== fields[dialect].fallback;
}

function targetsFor(
  role: Role,
  { TARGET: choices }: Settings,
  targets: readonly NamedTarget[],
): readonly NamedTarget[] {
  const playable = targets.filter((target) => target.role === role);
  const named = playable.flatMap((target) => {
    const choice = choices.find((each) => each.target === target.name);
    return choice === undefined ? [] : [withProgram(target, choice)];
  });
  return named.length > 0 ? named : playable.filter(({ isDefault }) => isDefault);
}

function targetMistakes(
  roles: readonly Role[],
  settings: Settings,
  targets: readonly NamedTarget[],
): readonly Mistake[] {
  const playable = targets.filter(({ role }) => roles.includes(role));
  return settings.TARGET.flatMap(({ role, target: name }): readonly Mistake[] => {
    const unknown = unknownName(
      "TARGET",
      name,
      playable.map((target) => target.name),
    );
    if (unknown.length > 0) return unknown;
    const target = playable.find((candidate) => candidate.name === name);
    if (target === undefined) return [];
    const strange = programMistakes(target, settings.TARGET);
    if (strange.length > 0) return strange;
    if (role !== undefined && role !== target.role) {
      return [
        {
          what: `TARGET: ${name} plays ${target.role}, not ${role}`,
          why: "a target plays the role it was written for",
          fix: `write TARGET=${target.role}=${name}`,
        },
      ];
    }
    const { url } = roleSettings[target.role];
    if ((settings[url] as readonly string[]).length === 0) return [];
    return [
      {
        what: `TARGET=${name} and ${url} both say what plays ${target.role}`,
        why: "only one of them can be under load",
        fix: `leave out TARGET=${name} or ${url}`,
      },
    ];
  });
}

function unavailable(role: Role, target: NamedTarget, settings: Settings): readonly Mistake[] {
  const reason = target.unavailable(environmentOf(target, settings));
  if (reason === undefined) return [];
  const { url } = roleSettings[role];
  return [
    {
      what: `target ${target.name} cannot run here: ${reason}`,
      why: `nothing else was chosen to play ${role}`,
      fix: `give ${url}=… of a system that runs, or another TARGET`,
    },
  ];
}

function urlMistakes(role: Role, urls: readonly string[], settings: Settings): readonly Mistake[] {
  const { url: setting } = roleSettings[role];
  return urls.flatMap((url) => {
    const { hostname } = new URL(url);
    if (isAllowedHost(hostname, settings.ALLOW_HOST)) return [];
    return [
      {
        what: `${setting}=${url} is not on this machine`,
        why: "load on a system that did not expect it is an attack",
        fix: `if ${hostname} may be put under load, say ALLOW_HOST=${hostname}`,
      },
    ];
  });
}

/** A system that already runs is taken to speak as the role's default target does, unless it is said how. */
function dialectFor(role: Role, settings: Settings, targets: readonly NamedTarget[], mistakes: Mistake[]): string {
  const { dialect: setting } = roleSettings[role];
  const names = dialectEntries(role).map(({ name }) => name);
  const usual = targets.find((target) => target.role === role && target.isDefault)?.dialect;
  const dialect = (settings[setting] as string | undefined) ?? usual ?? "";
  mistakes.push(...unknownName(setting, dialect, role === "mcp" ? [...names, "auto"] : names));
  return dialect;
}

/** A target asked in a way that it does not understand; MCP servers are there to be asked in any era. */
function unspoken({ name, role, dialect: own, alsoSpeaks = [] }: NamedTarget, dialect: string): readonly Mistake[] {
  const spoken = [own, ...alsoSpeaks];
  if (role === "mcp" || spoken.includes(dialect)) return [];
  return [
    {
      what: `${roleSettings[role].dialect}=${dialect}: the target ${name} does not speak it`,
      why: "it would refuse every request",
      fix: `use one of ${spoken.join(", ")}, or another TARGET`,
    },
  ];
}

function unknownName(setting: string, name: string, names: readonly string[]): readonly Mistake[] {
  if (names.includes(name)) return [];
  return [
    {
      what: `${setting}: there is nothing called "${name}"`,
      why: "a wrong name never falls back to another one",
      fix: `use one of ${names.join(", ")}`,
    },
  ];
}
