/** What Node hands to k6: one JSON value that says where, what and when, so a script run needs nothing else. */
import { latencyMetric, type Operation } from "./operations.ts";
import type { Role } from "./roles.ts";
import type { SearchTemplate } from "./search-template.ts";

/** One system under load, as the k6 side needs to know it. */
export interface PlannedSystem {
  readonly role: Role;
  /** The target's file name, or `external` for a `*_URL`. */
  readonly target: string;
  /** Base address; for MCP the endpoint itself. */
  readonly url: string;
  /** File name under scenarios/dialects/<role>/; for MCP `auto` finds the era out. */
  readonly dialect: string;
  /** Words that occur in what a search system holds: queries are drawn from them. */
  readonly vocabulary?: readonly string[];
  /** How it is asked, where settings alone say so. */
  readonly template?: SearchTemplate;
  /** Those who share a search system, each in a project of its own; its users belong to them by turns. */
  readonly tenants?: readonly PlannedTenant[];
  /** The token of `tokenVariable` is sent to it. */
  readonly isAuthorized?: true;
}

export interface PlannedTenant {
  readonly projectId: string;
  /** Words that occur in what this tenant holds, and in nobody else's. */
  readonly words: readonly string[];
  /** Words of which each of its files has one in its path or text, and nobody else's has. */
  readonly marks: readonly string[];
}

/** A named span of the run's clock. */
export interface Phase {
  readonly name: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly isJudged: boolean;
  /** Targets that are broken on purpose in it. */
  readonly exempt: readonly string[];
}

export interface RunPlan {
  readonly schemaVersion: 1;
  readonly scenario: string;
  readonly seed: number;
  readonly systems: readonly PlannedSystem[];
  readonly phases: readonly Phase[];
  /** What the scenario declares to do: it can do nothing else, and what it leaves undone is a hole. */
  readonly operations: readonly Operation[];
  /** Roles whose users arrive at a rate and do not wait for answers; the users of all others come in a number. */
  readonly openRoles: readonly Role[];
  /** Services announced for lookups among a known number. */
  readonly services?: number;
  /** k6's options as JSON, read once and not by every user. */
  readonly optionsPath: string;
  /** Where k6 writes what it measured. */
  readonly summaryPath: string;
}

/** What k6 is told of a plan: `RUN_PLAN(part)` in a script. */
export interface K6Plan
  extends Pick<RunPlan, "seed" | "systems" | "openRoles" | "services" | "optionsPath" | "summaryPath"> {
  /** The name of each operation's Trend, made here: in k6 a first touch of string methods costs every user 6 KiB. */
  readonly trends: { readonly [operation: string]: string };
  /** In order. Two lists and no object: to go through the names of an object costs every user 9 KiB in k6. */
  readonly phaseNames: readonly string[];
  /** In ms on the run's clock, one for each name. */
  readonly phaseEndsMs: readonly number[];
  /** That of the last phase. */
  readonly endMs: number;
}

export function k6PlanOf({ seed, systems, operations, openRoles, services, phases, ...paths }: RunPlan): K6Plan {
  const { optionsPath, summaryPath } = paths;
  const phaseNames = phases.map(({ name }) => name);
  const phaseEndsMs = phases.map(({ endMs }) => endMs);
  const endMs = phaseEndsMs.at(-1) ?? 0;
  const trends = Object.fromEntries(operations.map((operation) => [operation, latencyMetric(operation)]));
  const told = { seed, systems, trends, openRoles, phaseNames, phaseEndsMs, endMs, optionsPath, summaryPath };
  return services === undefined ? told : { ...told, services };
}

/** Phase of samples after the last planned one, while late answers are waited for. It is never judged. */
export const lingerPhase = "linger";

/** Name of the k6 scenario that puts one system under load. */
export function scenarioOf({ role, target }: PlannedSystem): string {
  return `${role}-${target}`;
}

/** The environment variable that carries AUTH_TOKEN into k6: the plan may be shown, this never. */
export const tokenVariable = "AUTH_TOKEN";

/** Length of one iteration of the canary. */
export const canarySeconds = 1;

/** An answer must come within this, and it is shorter than gracefulStop, so a hung call is a counted timeout. */
export const requestTimeoutMs = 5_000;
/** How long k6 waits for iterations begun before the end. */
export const gracefulStopMs = 8_000;
