/** What a profile is, and the parts that most of them share. */
import type { Operation } from "./operations.ts";
import { type Role, roles } from "./roles.ts";

/** Full load of one role: virtual users (closed model) or arrivals per second (open model). */
export type FullLoad = { readonly vus: number } | { readonly ratePerSecond: number };

export interface Stage {
  /** The phase tag of everything measured in it. */
  readonly name: string;
  readonly seconds: number;
  /** Level at the end of the stage, as a share of full load. */
  readonly level: number;
  /** `ramp` moves to the level over the whole stage, `hold` is there from its first second. */
  readonly shape: "ramp" | "hold";
  /** Not judged, as a warm-up is not: a server that has just started answers slower. */
  readonly isUnjudged?: true;
  /** Targets that are broken on purpose in it: no limit holds for them. */
  readonly exempt?: readonly string[];
}

/** What search systems that a run starts are filled with: ten thousand generated files, or two tenants with no word in common. */
type CorpusName = "ten-thousand" | "tenants";

export interface Profile {
  readonly about: string;
  readonly stages: readonly Stage[];
  readonly full: { readonly [R in Role]: FullLoad };
  /** Each target with a limit on its start is started this often before the load, and timed. */
  readonly starts?: number;
  /** The sources of a few installed packages when absent: little, and quick to be read. */
  readonly corpus?: CorpusName;
  /** Each search system is filled this often into an empty store before the load, and timed. */
  readonly indexRuns?: number;
  /** Services registered before the load, for lookups among a known number. */
  readonly services?: number;
  /** Operations its users do not perform in every phase, or never: limits on them do not apply. */
  readonly without?: readonly Operation[];
}

/** A load that a laptop's two shared cores carry with the generator below a third of one. */
export const standard: Profile["full"] = {
  registry: { vus: 20 },
  search: { ratePerSecond: 20 },
  workflow: { vus: 5 },
  mcp: { vus: 3 },
};

/** Each role's load, changed alike. */
export function eachLoad(full: Profile["full"], change: (load: FullLoad) => FullLoad): Profile["full"] {
  return Object.fromEntries(roles.map((role) => [role, change(full[role])])) as Profile["full"];
}

export function everyRole(load: FullLoad): Profile["full"] {
  return eachLoad(standard, () => load);
}

export const warmup: Stage = { name: "warmup", seconds: 5, level: 0.5, shape: "hold", isUnjudged: true };
