/** What there is to choose from, for the terminal and for the README: both are made from the same folders and table. */
import { fields } from "#contract/settings";
import { loadFaults } from "../faults/fault.ts";
import {
  allDialectEntries,
  type Entry,
  faultEntries,
  profileEntries,
  scenarioEntries,
  targetEntries,
} from "../lib/catalog.ts";
import { commonParams } from "../run/fault-choice.ts";

export interface List {
  readonly title: string;
  readonly entries: readonly Entry[];
}

export async function allLists(): Promise<readonly List[]> {
  return [
    { title: "scenarios", entries: scenarioEntries() },
    { title: "profiles", entries: profileEntries() },
    { title: "targets", entries: targetEntries() },
    { title: "faults", entries: await faultsWithParams() },
    { title: "dialects", entries: allDialectEntries() },
    { title: "settings", entries: settingEntries() },
  ];
}

/** Each with what it can be told: `ms=100 ms (what it means)`. */
async function faultsWithParams(): Promise<readonly Entry[]> {
  const faults = await loadFaults();
  return faultEntries().map(({ name, about }) => {
    const fault = faults.find((candidate) => candidate.name === name);
    const params = fault === undefined ? {} : { ...fault.params, ...commonParams(fault) };
    const texts = Object.entries(params).map(
      ([param, { fallback, unit, help }]) => `${param}=${fallback} ${unit} (${help})`,
    );
    return { name, about: [about, ...texts].join("; ") };
  });
}

function settingEntries(): readonly Entry[] {
  return Object.entries(fields).map(([name, { help, accepts, fallback }]) => ({
    name,
    about: `${help}: ${accepts}${defaultText(fallback)}`,
  }));
}

function defaultText(fallback: unknown): string {
  if (fallback === undefined || (Array.isArray(fallback) && fallback.length === 0)) return "";
  return ` (default ${Array.isArray(fallback) ? fallback.join(",") : String(fallback)})`;
}

export function asText(lists: readonly List[]): string {
  return lists
    .map(({ title, entries }) => {
      const width = Math.max(...entries.map(({ name }) => name.length));
      return `${title}\n${entries.map(({ name, about }) => `  ${name.padEnd(width)}  ${about}`).join("\n")}`;
    })
    .join("\n\n");
}

export function asMarkdown({ title, entries }: List): string {
  const cell = (text: string): string => text.replaceAll("|", "\\|");
  const rows = entries.map(({ name, about }) => `| \`${name}\` | ${cell(about)} |`);
  return [`| ${title.replace(/s$/, "")} | what it is |`, "|---|---|", ...rows].join("\n");
}
