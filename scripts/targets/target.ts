/** What a target is: how to start one system that can play a role, reach it, know that it is ready. One file here is one target. */
import { readdirSync } from "node:fs";
import type { PlannedTenant } from "#contract/plan";
import type { Role } from "#contract/roles";
import type { Processes } from "../lib/processes.ts";
import type { Corpus } from "../stack/codebase/corpus.ts";
import type { Started } from "./readiness.ts";

export interface TargetContext {
  /** Starts processes in groups of their own; all are ended with the run. */
  readonly processes: Processes;
  /** A private folder of this target for its data, removed with the run. */
  readonly dataDir: string;
  /** Aborted on Ctrl-C: every wait must end then. */
  readonly signal: AbortSignal;
  /** Gives the address under which the target is to use its database: another one where a proxy stands between. */
  readonly databaseVia?: (url: string) => Promise<string>;
  /** The address of the first system of another role in this run once that answers; `undefined` when there is none. */
  readonly urlOf?: (role: Role) => Promise<string | undefined>;
  /** What a search system is to be filled with; its own choice when absent. */
  readonly corpus?: Corpus;
  /** So many times its usual entities a workflow system is filled with, all alike; the usual ones when absent. */
  readonly alikeTimes?: number;
  /** Of the settings it reads, those that were given. */
  readonly environment?: TargetEnvironment;
  /** Another version of its program, where it takes one. */
  readonly program?: string;
}

/** Settings that reach into a target, by the names they have in its environment. */
export type TargetSetting = "LOG_LEVEL" | "NODE_ENV" | "DATABASE_URL";
export type TargetEnvironment = { readonly [S in TargetSetting]?: string };

export interface RunningTarget extends Started {
  /** Base address without a trailing slash; for MCP the endpoint itself. */
  readonly url: string;
  /** One cheap request, for a probe. Its path is added to what `url` starts with: scheme, host and port. */
  readonly cheap: CheapRequest;
  /** The database server it stores in. */
  readonly database?: RunningDatabase;
  /** The file it stores in. */
  readonly storePath?: string;
  /** Words that occur in what a search system holds. */
  readonly vocabulary?: readonly string[];
  /** Who shares it, where it was filled for tenants. */
  readonly tenants?: readonly PlannedTenant[];
  /** How long filling a search system took. */
  readonly indexMs?: number;
}

export interface CheapRequest {
  readonly path: string;
  /** Sent as JSON with POST; without one it is a GET. */
  readonly json?: object;
  /** 200 when not given. */
  readonly expectedStatus?: number;
}

export interface RunningDatabase extends Started {
  /** With the password in it: for a client, never for a log. */
  readonly url: string;
  readonly clusterDir: string;
  /** Where its tables lie, when that is a disk of their own. */
  readonly tablesDir?: string;
}

export interface Target {
  readonly role: Role;
  /** File name under scenarios/dialects/<role>/, `auto` for an MCP server that is asked. */
  readonly dialect: string;
  /** Others that it speaks as well, when they are asked for. */
  readonly alsoSpeaks?: readonly string[];
  /** Starts the role without being asked for by name. */
  readonly isDefault: boolean;
  /** Where it stores what it must not forget; absent when it stores nothing. Faults of stores need to know. */
  readonly store?: "file" | "database";
  /** Settings that reach into it; those given that reach into nothing are refused. */
  readonly reads: readonly TargetSetting[];
  /** Its program is one file, so that another version of it can be started in its place. */
  readonly takesProgram?: true;
  /** Why it cannot run on this machine, or `undefined`. Looked at before anything is started. */
  unavailable(environment?: TargetEnvironment): string | undefined;
  /** Resolves when it answers its readiness request; throws a Problem when it died or never got ready. */
  start(context: TargetContext): Promise<RunningTarget>;
}

export interface NamedTarget extends Target {
  /** The file name, which is its id everywhere. */
  readonly name: string;
}

const folder = new URL("./", import.meta.url);
const machinery = new Set(["target.ts", "readiness.ts"]);

/** Every target in this folder, by name. A file that does not load stops the loading. */
export async function loadTargets(): Promise<readonly NamedTarget[]> {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && !machinery.has(file))
    .sort();
  return Promise.all(
    files.map(async (file) => {
      const { target } = (await import(new URL(file, folder).href)) as { target: Target };
      return { ...target, name: file.slice(0, -".ts".length) };
    }),
  );
}
