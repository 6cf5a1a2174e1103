/** Fills search systems again and again on an empty store and times it; nothing of the load is there meanwhile. */
import type { Corpus } from "../stack/codebase/corpus.ts";
import type { Cast } from "./choice.ts";
import { type StartsContext, startAndEnd } from "./starts.ts";
import type { Timeline } from "./timeline.ts";

interface IndexRunsContext extends StartsContext {
  readonly timeline: Timeline;
  readonly say: (line: string) => void;
}

/** Of every search target this run starts, by name. The first time, with everything cold, does not count. */
export async function timeIndexRuns(
  cast: readonly Cast[],
  count: number,
  corpus: Corpus | undefined,
  { timeline, say, ...context }: IndexRunsContext,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const times = new Map<string, readonly number[]>();
  if (count === 0 || corpus === undefined) return times;
  for (const target of cast.flatMap((entry) => ("targets" in entry && entry.role === "search" ? entry.targets : []))) {
    const allMs: number[] = [];
    while (allMs.length <= count) {
      const how = allMs.length === 0 ? { ...context, trouble: undefined } : context;
      const { indexMs } = await startAndEnd(target, how, { corpus });
      if (indexMs === undefined) break; // it cannot be filled: its gate says that nothing was timed
      allMs.push(indexMs);
      say(
        `  index     ${target.name.padEnd(11)} ${(indexMs / 1000).toFixed(1)} s${allMs.length === 1 ? ", cold" : ""}`,
      );
    }
    const [coldMs, ...timesMs] = allMs;
    times.set(target.name, timesMs);
    timeline.note("index-runs", { target: target.name, coldMs, timesMs });
  }
  return times;
}
