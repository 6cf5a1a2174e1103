/** Every setting, declared once: parsing, default, help, README table and error text all come from this table. */
import { distance } from "./distance.ts";
import { environmentFields } from "./environment-settings.ts";
import {
  type Field,
  field,
  formed,
  isWhole,
  number,
  oneOf,
  oneUrl,
  optionalNumber,
  optionalSeconds,
  optionalText,
  text,
  urls,
} from "./field.ts";
import { nightlyFields } from "./nightly-settings.ts";
import { type ProfileName, profiles } from "./profiles.ts";
import type { Role } from "./roles.ts";
import { searchFields } from "./search-settings.ts";
import { oneTarget, targets } from "./target-field.ts";
import { verbFields } from "./verb-settings.ts";

/** One entry of FAULT, its values as they were written. */
export interface FaultChoice {
  readonly name: string;
  readonly values: { readonly [param: string]: string };
}

function faults(help: string): Field<readonly FaultChoice[]> {
  const accepts = "name:param=value,… of `make list`; several separated by ;";
  return field<readonly FaultChoice[]>(help, accepts, [], (written) => {
    const choices = written.split(";").map((part): FaultChoice | undefined => {
      const [, name, rest] = /^\s*([a-z][a-z-]*)\s*(?::(.*))?$/.exec(part) ?? [];
      const given = (rest ?? "").split(",").filter((pair) => pair.trim() !== "");
      const values = given.map((pair) => /^\s*([a-z][a-z-]*)=(\S+)\s*$/.exec(pair));
      if (name === undefined || values.includes(null)) return undefined;
      return { name, values: Object.fromEntries(values.map((pair) => [pair?.[1] ?? "", pair?.[2] ?? ""])) };
    });
    return choices.includes(undefined)
      ? { wrong: `"${written}" is not ${accepts}` }
      : { value: choices as readonly FaultChoice[] };
  });
}

const profileNames = Object.keys(profiles) as ProfileName[];

export const fields = {
  SCENARIO: text("what users do", "a scenario of `make list`", "mesh"),
  PROFILE: field<ProfileName>("how hard", profileNames.join(" | "), "load", (written) => {
    const value = profileNames.find((name) => name === written);
    return value === undefined ? { wrong: `there is no profile "${written}"` } : { value };
  }),
  TARGET: targets("which target plays a role, by file name"),
  BASELINE_TARGET: oneTarget("the older one `make load` measures beside the target, for limits on their ratio"),
  REGISTRY_URL: oneUrl("a registry that already runs; none is started then"),
  SEARCH_URL: oneUrl("a search service that already runs"),
  WORKFLOW_URL: oneUrl("a workflow server that already runs, with projects and entities in it"),
  MCP_URL: urls("MCP endpoints that already run", "http(s) URLs, separated by commas"),
  REGISTRY_DIALECT: optionalText("how the registry speaks", "a registry dialect of `make list`"),
  SEARCH_DIALECT: optionalText("how the search service speaks", "a search dialect of `make list`"),
  WORKFLOW_DIALECT: optionalText("how the workflow server speaks", "a workflow dialect of `make list`"),
  MCP_ERA: text("the protocol era MCP servers are talked to in", "legacy | modern | auto (ask the server)", "auto"),
  SEARCH_WORDS: field<readonly string[]>(
    "words that occur in what is searched; queries are drawn from them",
    "words, separated by commas",
    [],
    (written) => {
      const value = written.split(",").map((word) => word.trim());
      return value.every((word) => word !== "") ? { value } : { wrong: `"${written}" has an empty word` };
    },
  ),
  ...searchFields,
  TENANT_PROJECTS: formed(
    "where PROFILE=tenants stores its tenants; the same project twice lets them see each other",
    "two project ids, separated by a comma",
    /^[a-z0-9][a-z0-9_-]{0,47},[a-z0-9][a-z0-9_-]{0,47}$/,
  ),
  ALLOW_HOST: field<readonly string[]>(
    "hosts beside loopback that may be put under load",
    "host names, separated by commas",
    [],
    (written) => ({ value: written.split(",").map((host) => host.trim().toLowerCase()) }),
  ),
  DURATION_SCALE: number(
    "multiplies every stage's length",
    "a number from 0.01 to 100",
    1,
    (value) => value >= 0.01 && value <= 100,
  ),
  DURATION: optionalSeconds(
    "length of the whole load, in place of DURATION_SCALE; only judged stages give way",
    1,
    86_400,
  ),
  SERVICES: optionalNumber(
    "services that are registered, where the profile says how many",
    "a whole number from 1 to 20000",
    (value) => isWhole(value, 1, 20_000),
  ),
  FAULT: faults("what `make fault` breaks while the load is on"),
  SEED: number("all generated data repeats from it", "a whole number from 1 to 1000000", 1, (value) =>
    isWhole(value, 1, 1_000_000),
  ),
  ...verbFields,
  ...nightlyFields,
  DASHBOARD_PORT: number(
    "loopback port of k6's dashboard; 0 lets the OS pick",
    "a port number from 0 to 65535",
    0,
    (value) => isWhole(value, 0, 65_535),
  ),
  SESSION_PORT: number(
    "loopback port of the live session page; 0 lets the OS pick",
    "a port number from 0 to 65535",
    0,
    (value) => isWhole(value, 0, 65_535),
  ),
  ...environmentFields,
  PIN: oneOf(
    "generator and targets on cores of their own; auto does so from 4 cores on",
    ["auto", "on", "off"] as const,
    "auto",
  ),
  K6_BIN: optionalText("another k6 than the one `make` builds", "a path to a k6 binary"),
  RESULTS: text("folder that gets one folder per run", "a folder that can be written", "results"),
} as const;

export type FieldName = keyof typeof fields;
export type Settings = { readonly [N in FieldName]: (typeof fields)[N] extends Field<infer T> ? T : never };

/** A wrong setting as it was written. */
export interface Mistake {
  readonly what: string;
  readonly why: string;
  readonly fix: string;
}

export interface Sources {
  /** `NAME=value` of the command line, in order. */
  readonly flags: readonly (readonly [name: string, value: string])[];
  readonly environment: { readonly [name: string]: string | undefined };
}

/** Flag beats environment beats default. All mistakes are returned, not the first. */
export function readSettings({ flags, environment }: Sources): { settings: Settings; mistakes: readonly Mistake[] } {
  const mistakes: Mistake[] = flags.filter(([name]) => !(name in fields)).map(([name]) => unknownSetting(name));
  const settings: Record<string, unknown> = {};
  for (const [name, { parse, fallback, accepts, help }] of Object.entries(fields) as [FieldName, Field<unknown>][]) {
    const written = flags.findLast(([flag]) => flag === name)?.[1] ?? environment[name];
    const parsed = written === undefined ? { value: fallback } : parse(written);
    if ("value" in parsed) settings[name] = parsed.value;
    else
      mistakes.push({ what: `${name}: ${parsed.wrong}`, why: `it says ${help}`, fix: `give ${name}=… as ${accepts}` });
  }
  mistakes.push(...resolveAliases(settings, flags));
  return { settings: settings as Settings, mistakes };
}

/** What is given under another name is given; the command line wins over the environment here too. */
function resolveAliases(settings: Record<string, unknown>, flags: Sources["flags"]): Mistake[] {
  const isFlag = (name: string): boolean => flags.some(([flag]) => flag === name);
  return (Object.entries(fields) as [FieldName, Field<unknown>][]).flatMap(([alias, { aliasOf: name, fallback }]) => {
    const [value, other] = [settings[alias], settings[name ?? ""]];
    if (name === undefined || value === undefined || isSame(value, fallback) || isSame(value, other)) return [];
    const isOther = other !== undefined && !isSame(other, fields[name as FieldName].fallback);
    if (isOther && isFlag(alias) === isFlag(name)) {
      const what = `${alias} and ${name} are both given, and differ`;
      return [{ what, why: "they are two names of one setting", fix: "leave one of them out" }];
    }
    if (!isOther || isFlag(alias)) settings[name] = value;
    return [];
  });
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function unknownSetting(name: string): Mistake {
  const near = (Object.keys(fields) as FieldName[]).find((known) => distance(known, name.toUpperCase()) <= 2);
  return {
    what: `unknown setting ${name}`,
    why: "a setting that is ignored is a run that measured something else",
    fix: near === undefined ? `use one of ${Object.keys(fields).join(", ")}` : `did you mean ${near}?`,
  };
}

/** Which `*_URL` and dialect setting belongs to a role. */
export const roleSettings: { readonly [R in Role]: { readonly url: FieldName; readonly dialect: FieldName } } = {
  registry: { url: "REGISTRY_URL", dialect: "REGISTRY_DIALECT" },
  search: { url: "SEARCH_URL", dialect: "SEARCH_DIALECT" },
  workflow: { url: "WORKFLOW_URL", dialect: "WORKFLOW_DIALECT" },
  mcp: { url: "MCP_URL", dialect: "MCP_ERA" },
};
