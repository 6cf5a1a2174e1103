/** Starts what plays the roles, all at once, and says how k6 reaches it. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { PlannedSystem } from "#contract/plan";
import type { Role } from "#contract/roles";
import type { Settings } from "#contract/settings";
import type { Processes } from "../lib/processes.ts";
import { away, type TcpProxy, type Toxiproxy, through } from "../lib/toxiproxy.ts";
import type { Corpus } from "../stack/codebase/corpus.ts";
import type { NamedTarget, RunningTarget, TargetContext } from "../targets/target.ts";
import type { Cast } from "./choice.ts";
import { externalName } from "./fault-choice.ts";
import { environmentOf } from "./reach.ts";
import { templateOf } from "./search-template.ts";
import type { Timeline } from "./timeline.ts";

export interface SystemsContext {
  readonly processes: Processes;
  readonly dataDir: string;
  readonly signal: AbortSignal;
  readonly timeline: Timeline;
  /** One line for a person per system that is up. */
  readonly say: (line: string) => void;
  readonly settings: Settings;
  /** What search systems are filled with, where the profile says so. */
  readonly corpus?: Corpus | undefined;
  /** So many times its usual entities a workflow system is filled with, all alike. */
  readonly alikeTimes?: number | undefined;
  /** Where proxies stand, for faults of the network. */
  readonly proxies: Proxies | undefined;
}

export interface Proxies {
  readonly toxiproxy: Toxiproxy;
  /** Names of systems that users reach through one. */
  readonly before: ReadonlySet<string>;
  /** Names of targets that reach their database through one. */
  readonly beforeDatabase: ReadonlySet<string>;
  /** So much longer the answers of every system take. */
  readonly awayMs: number | undefined;
}

/** A system under load, and what the run knows of its inside. */
export interface LiveSystem {
  readonly planned: PlannedSystem;
  /** Absent for a system that already ran. */
  readonly running?: RunningTarget;
  readonly proxy?: TcpProxy;
  readonly databaseProxy?: TcpProxy;
}

/** Resolves when every system answers; the first that does not stops the others' waiting. */
export async function startSystems(cast: readonly Cast[], context: SystemsContext): Promise<readonly LiveSystem[]> {
  const controller = new AbortController();
  const signal = AbortSignal.any([context.signal, controller.signal]);
  const firstOf = new Map<Role, Promise<LiveSystem>>();
  const urlOf = async (role: Role): Promise<string | undefined> => {
    await Promise.resolve(); // every system has begun to start then
    return (await firstOf.get(role))?.planned.url;
  };
  const starting = cast.flatMap((entry) => {
    const systems =
      "urls" in entry
        ? entry.urls.map((_, index) => external(entry, index, context))
        : entry.targets.map((target) =>
            startOne(target, entry.dialect ?? target.dialect, { ...context, signal, urlOf }),
          );
    if (systems[0] !== undefined) firstOf.set(entry.role, systems[0]);
    return systems;
  });
  try {
    return await Promise.all(starting);
  } catch (error) {
    controller.abort();
    await Promise.allSettled(starting);
    throw error;
  }
}

async function external(
  { role, urls, dialect }: Extract<Cast, { urls: unknown }>,
  index: number,
  { say, settings, proxies }: SystemsContext,
): Promise<LiveSystem> {
  const target = externalName(index, urls.length);
  const { url, proxy } = await front(target, urls[index] ?? "", proxies);
  say(`  ${role.padEnd(9)} ${target.padEnd(11)} ${url} (already running)`);
  const words = vocabularyOf(role, settings.SEARCH_WORDS, commonWords);
  const told = role === "search" ? templateOf(dialect, settings) : {};
  const token = settings.AUTH_TOKEN === undefined ? {} : authorized;
  const planned = { role, target, url, dialect, ...words, ...told, ...token };
  return { planned, ...(proxy === undefined ? {} : { proxy }) };
}

const authorized = { isAuthorized: true } as const;

/** Words that hardly any body of source text is without. */
const commonWords = ["function", "return", "import", "error", "value", "string"] as const;

function vocabularyOf(
  role: PlannedSystem["role"],
  given: readonly string[],
  held: readonly string[] = commonWords,
): Pick<PlannedSystem, "vocabulary"> {
  return role === "search" ? { vocabulary: given.length > 0 ? given : held } : {};
}

type StartContext = SystemsContext & Required<Pick<TargetContext, "urlOf">>;

async function startOne(
  target: NamedTarget,
  dialect: string,
  { processes, dataDir, signal, timeline, say, settings, proxies, corpus, alikeTimes, urlOf }: StartContext,
): Promise<LiveSystem> {
  const { name, role } = target;
  const own = join(dataDir, name);
  mkdirSync(own, { recursive: true, mode: 0o700 }); // there already when it is a disk of its own
  timeline.note("start", { target: name });
  let databaseProxy: TcpProxy | undefined;
  const databaseVia = async (url: string): Promise<string> => {
    if (proxies?.beforeDatabase.has(name) !== true) return url;
    databaseProxy = await proxies.toxiproxy.proxy(`${name}-database`, new URL(url).host);
    return through(url, databaseProxy);
  };
  const running = await target.start({
    processes,
    dataDir: own,
    signal,
    databaseVia,
    urlOf,
    environment: environmentOf(target, settings),
    ...(role === "search" && corpus !== undefined ? { corpus } : {}),
    ...(alikeTimes === undefined ? {} : { alikeTimes }),
  });
  const { readyMs, vocabulary, tenants, service } = running;
  const { url, proxy } = await front(name, running.url, proxies);
  timeline.note("ready", { target: name, readyMs: Math.round(readyMs), url, pid: service.server.identity.pid });
  say(`  ${role.padEnd(9)} ${name.padEnd(11)} ${url} (ready in ${Math.round(readyMs)} ms)`);
  return {
    planned: {
      role,
      target: name,
      url,
      dialect,
      ...vocabularyOf(role, settings.SEARCH_WORDS, vocabulary),
      ...(role === "search" ? templateOf(dialect, settings) : {}),
      ...(tenants === undefined ? {} : { tenants }),
    },
    running,
    ...(proxy === undefined ? {} : { proxy }),
    ...(databaseProxy === undefined ? {} : { databaseProxy }),
  };
}

/** The address users are given: the system's own, or that of a proxy before it. */
async function front(
  name: string,
  url: string,
  proxies: Proxies | undefined,
): Promise<{ url: string; proxy?: TcpProxy }> {
  // by a proxy of its own: healing takes away all that a fault's proxy does
  const far = proxies?.awayMs === undefined ? url : await away(proxies.toxiproxy, `${name}-away`, url, proxies.awayMs);
  if (proxies?.before.has(name) !== true) return { url: far };
  const proxy = await proxies.toxiproxy.proxy(name, new URL(far).host);
  return { url: through(far, proxy), proxy };
}
