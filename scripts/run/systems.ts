/** Starts what plays the roles, all at once, and says how k6 reaches it. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { PlannedSystem } from "#contract/plan";
import type { Processes } from "../lib/processes.ts";
import type { NamedTarget } from "../targets/target.ts";
import type { Cast } from "./choice.ts";
import type { Timeline } from "./timeline.ts";

export interface SystemsContext {
  readonly processes: Processes;
  readonly dataDir: string;
  readonly signal: AbortSignal;
  readonly timeline: Timeline;
  /** One line for a person per system that is up. */
  readonly say: (line: string) => void;
  /** Override what a search system says it holds; empty when not given. */
  readonly searchWords: readonly string[];
}

/** Resolves when every system answers; the first that does not stops the others' waiting. */
export async function startSystems(cast: readonly Cast[], context: SystemsContext): Promise<readonly PlannedSystem[]> {
  const controller = new AbortController();
  const signal = AbortSignal.any([context.signal, controller.signal]);
  const starting = cast.flatMap((entry) =>
    "urls" in entry
      ? [Promise.resolve(external(entry, context))]
      : entry.targets.map((target) => startOne(target, entry.dialect ?? target.dialect, { ...context, signal })),
  );
  try {
    return (await Promise.all(starting)).flat();
  } catch (error) {
    controller.abort();
    await Promise.allSettled(starting);
    throw error;
  }
}

function external(
  { role, urls, dialect }: Extract<Cast, { urls: unknown }>,
  { say, searchWords }: SystemsContext,
): readonly PlannedSystem[] {
  return urls.map((url, index) => {
    const target = urls.length === 1 ? "external" : `external-${index + 1}`;
    say(`  ${role.padEnd(9)} ${target.padEnd(11)} ${url} (already running)`);
    return { role, target, url, dialect, ...vocabularyOf(role, searchWords, commonWords) };
  });
}

/** Words that hardly any body of source text is without. */
const commonWords = ["function", "return", "import", "error", "value", "string"] as const;

function vocabularyOf(
  role: PlannedSystem["role"],
  given: readonly string[],
  held: readonly string[] = commonWords,
): Pick<PlannedSystem, "vocabulary"> {
  return role === "search" ? { vocabulary: given.length > 0 ? given : held } : {};
}

async function startOne(
  target: NamedTarget,
  dialect: string,
  { processes, dataDir, signal, timeline, say, searchWords }: SystemsContext,
): Promise<readonly PlannedSystem[]> {
  const { name, role } = target;
  const own = join(dataDir, name);
  mkdirSync(own, { mode: 0o700 });
  timeline.note("start", { target: name });
  const { url, readyMs, vocabulary, server } = await target.start({ processes, dataDir: own, signal });
  timeline.note("ready", { target: name, readyMs: Math.round(readyMs), url, pid: server.identity.pid });
  say(`  ${role.padEnd(9)} ${name.padEnd(11)} ${url} (ready in ${Math.round(readyMs)} ms)`);
  return [{ role, target: name, url, dialect, ...vocabularyOf(role, searchWords, vocabulary) }];
}
