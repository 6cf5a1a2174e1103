/** The command that runs a recorded run again. */
import type { Field } from "#contract/field";
import { type FieldName, fields } from "#contract/settings";
import type { RecordedConfig } from "./run.ts";

export interface Repeat {
  /** Shell lines, to be typed in the project's folder. */
  readonly lines: readonly string[];
  /** What the command cannot bring back. */
  readonly notes: readonly string[];
}

/** Where the run wrote and what it served decide nothing; the others belong to other verbs. */
const besides: ReadonlySet<string> = new Set<FieldName>([
  ...(["RESULTS", "DASHBOARD_PORT", "SESSION_PORT", "TRIP", "COUNT", "RUN", "RUNS", "ROWS"] as const),
  ...(["BASE", "HEAD", "BASELINE", "OUTPUT", "BASE_TARGET", "HEAD_TARGET", "ROUNDS", "THRESHOLD", "FORCE"] as const),
]);

export function repeatOf({ settings, revision }: RecordedConfig): Repeat | undefined {
  if (settings === undefined) return undefined;
  const known = Object.entries(fields) as [FieldName, Field<unknown>][];
  const given = known
    .filter(([name]) => name in settings && !besides.has(name))
    .filter(([name, { fallback }]) => JSON.stringify(settings[name]) !== JSON.stringify(fallback))
    .map(([name]) => [name, asWritten(settings[name])] as const);
  const verb = given.some(([name]) => name === "FAULT") ? "fault" : "load";
  const hasChanges = revision?.endsWith("+changes") ?? false;
  return {
    lines: [
      ...(revision ? [`git checkout ${revision.replace("+changes", "")}`] : []),
      [`make ${verb}`, ...given.map(([name, value]) => `${name}=${shellWord(value)}`)].join(" "),
    ],
    notes: [
      ...(hasChanges ? ["The work tree had changes that were not committed; they are not in that revision."] : []),
      ...(given.some(([, value]) => value.includes("?(not recorded)"))
        ? ["The query of a URL is left out, since it may hold a key: put it back where it says (not recorded)."]
        : []),
    ],
  };
}

/** A setting as a person writes it: the reverse of its `parse`. */
function asWritten(value: unknown): string {
  if (!Array.isArray(value)) return entryText(value);
  const isFault = value.some((entry) => typeof entry === "object" && entry !== null && "values" in entry);
  return value.map(entryText).join(isFault ? ";" : ",");
}

function entryText(entry: unknown): string {
  if (typeof entry !== "object" || entry === null) return String(entry);
  const { role, target, program, name, values = {} } = entry as Readonly<Record<string, unknown>>;
  if (target !== undefined)
    return `${role === undefined ? "" : `${role}=`}${target}${program === undefined ? "" : `@${program}`}`;
  const pairs = Object.entries(values as object).map(([param, text]) => `${param}=${text}`);
  return pairs.length === 0 ? String(name) : `${name}:${pairs.join(",")}`;
}

/** Quoted where a shell would take it apart; `$` doubled, since make reads it first. */
function shellWord(text: string): string {
  const forMake = text.replaceAll("$", "$$$$");
  return /^[\w@%+=:,./-]+$/.test(text) ? forMake : `'${forMake.replaceAll("'", String.raw`'\''`)}'`;
}
