/** What there is to choose from, read from the folders: a file that is there is offered, with its first comment as description. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { profiles } from "#contract/profiles";
import { type Role, roles } from "#contract/roles";
import { dialectsDir, faultsDir, scenariosDir, targetsDir } from "./paths.ts";
import { Problem } from "./problem.ts";

export interface Entry {
  readonly name: string;
  readonly about: string;
}

export function scenarioEntries(): readonly Entry[] {
  return entriesIn(scenariosDir);
}

export function targetEntries(): readonly Entry[] {
  return entriesIn(targetsDir, ["target", "readiness"]);
}

export function faultEntries(): readonly Entry[] {
  return entriesIn(faultsDir, [
    "fault",
    "process-faults",
    "process-limits",
    "network-faults",
    "database-faults",
    "store-faults",
  ]);
}

export function dialectEntries(role: Role): readonly Entry[] {
  return entriesIn(join(dialectsDir, role));
}

export function profileEntries(): readonly Entry[] {
  return Object.entries(profiles).map(([name, { about }]) => ({ name, about }));
}

export function allDialectEntries(): readonly Entry[] {
  return roles.flatMap((role) => dialectEntries(role).map(({ name, about }) => ({ name: `${role} ${name}`, about })));
}

function entriesIn(folder: string, besides: readonly string[] = []): readonly Entry[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && !file.endsWith(".d.ts"))
    .map((file) => ({ name: file.slice(0, -".ts".length), path: join(folder, file) }))
    .filter(({ name }) => !besides.includes(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, path }) => ({ name, about: firstComment(path) }));
}

function firstComment(path: string): string {
  const comment = /^\/\*\* (.+?) ?\*\//s.exec(readFileSync(path, "utf8"))?.[1];
  if (comment !== undefined) return comment.replace(/\s*\n \* ?/g, " ");
  throw new Problem("broken", {
    what: `${path} does not begin with a comment that says what it is`,
    why: "`make list` and the README read it from there",
    fix: "begin the file with /** one sentence */",
  });
}
