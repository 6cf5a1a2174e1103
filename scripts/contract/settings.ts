/** Every setting, declared once: parsing, default, help, README table and error text all come from this table. */
import { distance } from "./distance.ts";
import { type Field, field, formed, number, oneOf, oneUrl, optionalNumber, optionalText, text, urls } from "./field.ts";
import { type ProfileName, profiles } from "./profiles.ts";
import type { Role } from "./roles.ts";

/** One entry of TARGET: which target plays a role; the role is absent when only the target was named. */
export interface TargetChoice {
  readonly role?: string;
  readonly target: string;
}

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

function targets(help: string): Field<readonly TargetChoice[]> {
  const accepts = "target or role=target, separated by commas";
  return field<readonly TargetChoice[]>(help, accepts, [], (written) => {
    const choices = written.split(",").map((part): TargetChoice => {
      const [left = "", right] = part.split("=").map((side) => side.trim());
      return right === undefined ? { target: left } : { role: left, target: right };
    });
    return choices.every(({ target }) => target !== "")
      ? { value: choices }
      : { wrong: `"${written}" is not ${accepts}` };
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
  FAULT: faults("what `make fault` breaks while the load is on"),
  SEED: number("all generated data repeats from it", "a whole number from 1 to 1000000", 1, (value) =>
    isWhole(value, 1, 1_000_000),
  ),
  TRIP: field<string>("which trips `make prove` runs", "a part of a trip's fault; all when not given", "", (value) => ({
    value,
  })),
  COUNT: number("how many runs `make prove-heal` kills", "a whole number from 1 to 10000", 200, (value) =>
    isWhole(value, 1, 10_000),
  ),
  RUN: text("which run `make report` and `make validate` read", "a folder, or its name under results", "latest"),
  BASE: optionalText("the run that `make compare` measures HEAD against", "a folder, or its name under results"),
  HEAD: text("the run that `make compare` asks about", "a folder, or its name under results", "latest"),
  BASELINE: optionalText("the run that `make validate` measures RUN against", "a folder, or its name under results"),
  OUTPUT: text("file that `make validate` writes", "a path", "validation-report.md"),
  BASE_TARGET: optionalText(
    "what `make ab` measures HEAD_TARGET against",
    "a target as TARGET takes it, or role=URL of a system that already runs",
  ),
  HEAD_TARGET: optionalText("what `make ab` asks about", "as BASE_TARGET"),
  ROUNDS: number("how many pairs of runs `make ab` makes", "a whole number from 5 to 200", 10, (value) =>
    isWhole(value, 5, 200),
  ),
  THRESHOLD: number(
    "how much worse is a regression, as a share: 0.1 is 10 %",
    "a number from 0.02 to 10",
    0.1,
    (value) => value >= 0.02 && value <= 10,
  ),
  FORCE: oneOf("compares also what cannot be compared, and says so", ["0", "1"] as const, "0"),
  DASHBOARD_PORT: number(
    "loopback port of k6's dashboard; 0 lets the OS pick",
    "a port number from 0 to 65535",
    0,
    (value) => isWhole(value, 0, 65_535),
  ),
  ROWS: optionalText(
    "the rows of the requirements `make list` shows, and where each is proven",
    "how their ids begin: REG or REG-33",
  ),
  MCP_MESH_REGISTRY_URL: { ...oneUrl("another name of REGISTRY_URL"), aliasOf: "REGISTRY_URL", isEchoed: true },
  CONCURRENT_USERS: {
    ...optionalNumber(
      "users of each system at full load, where the profile's users come in a number",
      "a whole number from 1 to 20000",
      (value) => isWhole(value, 1, 20_000),
    ),
    isEchoed: true,
  },
  REQUEST_RATE: {
    ...optionalNumber(
      "arrivals a second at full load, where the profile's users arrive at a rate",
      "a number from 0.1 to 20000",
      (value) => value >= 0.1 && value <= 20_000,
    ),
    isEchoed: true,
  },
  AUTH_TOKEN: {
    ...formed(
      "sent as `Authorization: Bearer …` to systems that already run; never to what a run starts, never into a file",
      "a bearer token",
      /^[A-Za-z0-9._~+/-]+=*$/,
      true,
    ),
    isEchoed: true,
  },
  DATABASE_URL: {
    ...formed(
      "a PostgreSQL that already runs, for the codebase target; its tables stay there",
      "postgres://user:password@host:port/database",
      /^postgres(ql)?:\/\/([^\s/@?]+@)?(\[[0-9a-fA-F:]+\]|[A-Za-z0-9._-]+)(:\d{1,5})?\/[^\s/?]+(\?sslmode=[a-z-]+)?$/,
      true,
    ),
    isEchoed: true,
  },
  LOG_LEVEL: {
    ...formed(
      "how much the targets that a run starts log",
      "DEBUG | INFO | WARNING | ERROR | CRITICAL",
      /^(DEBUG|INFO|WARNING|ERROR|CRITICAL)$/i,
    ),
    isEchoed: true,
  },
  NODE_ENV: { ...formed("handed on to the Node targets that a run starts", "a word", /^[\w-]+$/), isEchoed: true },
  PIN: oneOf(
    "generator and targets on cores of their own; auto does so from 4 cores on",
    ["auto", "on", "off"] as const,
    "auto",
  ),
  K6_BIN: optionalText("another k6 than the one `make` builds", "a path to a k6 binary"),
  RESULTS: text("folder that gets one folder per run", "a folder that can be written", "results"),
} as const;

function isWhole(value: number, from: number, to: number): boolean {
  return Number.isInteger(value) && value >= from && value <= to;
}

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
