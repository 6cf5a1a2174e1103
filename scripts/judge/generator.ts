/** Judges the generator: could its own lateness have decided a gate, or kept load from being delivered? */
import type { GeneratorLimits } from "#contract/calibration";
import type { RunSummary, StolenCores } from "#contract/summary";
import { lateCanaryP99Ms } from "./calibration.ts";
import { percentile } from "./quantile.ts";

/**
 * Below this the run delay is that of k6's many other threads (it collects garbage on all cores), and no user's: on a
 * small shared machine 0.1 to 0.2 s/s stand beside a canary that is 1 to 3 ms late, and 0.5 beside one that is 60 ms late.
 */
const uneasyCanaryP99Ms = 4;

/**
 * From this share on the host decides latencies. Of eleven runs of one load in a row, seven in which it took 2 to 6 % of two cores had their
 * usual p95 of 5 to 8 ms, three in which it took 18 to 23 % had 15, 30 and 51 ms, in all systems at once. Nothing in here can cause it.
 */
const stolenTooMuch = 0.08;

export interface GeneratorJudgement {
  /** How much of an observed latency may be the generator's in a phase, in ms: all of it, `Infinity`, where the host took the cores away. */
  latenessMs(phase: string, metric: string): number;
  /** Set when it was too late for a rate to be trusted, with the figures. */
  readonly late: string | undefined;
  /** Judged phases the canary said nothing in: nothing is known of the generator there. */
  readonly unknownIn: readonly string[];
}

export function judgeGenerator(
  { lateness, phases, generator: load, stolen = [] }: Pick<RunSummary, "lateness" | "phases" | "generator" | "stolen">,
  limits: GeneratorLimits,
): GeneratorJudgement {
  const spoken = lateness.flatMap(({ phase, latency }) => (latency === null ? [] : [{ phase, latency }]));
  const isJudged = (phase: string): boolean => phases.some((each) => each.isJudged && each.name === phase);
  const judged = spoken.filter(({ phase }) => isJudged(phase));
  const worstP99 = Math.max(0, ...judged.map(({ latency }) => percentile(latency, 99)));
  const mostStolen = Math.max(0, ...stolen.filter(({ phase }) => isJudged(phase)).map(({ share }) => share));
  const signs = [
    worstP99 >= lateCanaryP99Ms ? `canary p99 ${worstP99.toFixed(0)} ms late` : undefined,
    load !== null && load.cores >= limits.cores ? `k6 took ${load.cores.toFixed(2)} cores` : undefined,
    load !== null && load.runDelay >= limits.runDelay && worstP99 >= uneasyCanaryP99Ms
      ? `k6 waited ${load.runDelay.toFixed(2)} s/s for a core`
      : undefined,
    mostStolen >= stolenTooMuch ? `the host took ${(mostStolen * 100).toFixed(0)} % of the cores` : undefined,
  ].filter((sign) => sign !== undefined);
  return {
    unknownIn: phases
      .filter(({ name }) => isJudged(name) && !judged.some(({ phase }) => phase === name))
      .map(({ name }) => name),
    late: signs.length === 0 ? undefined : signs.join(", "),
    latenessMs(phase, metric) {
      if (isStolen(phase, stolen)) return Number.POSITIVE_INFINITY;
      const latency = spoken.find((entry) => entry.phase === phase)?.latency;
      if (latency === undefined) return 0;
      return metric === "max" ? latency.max : metric === "mean" ? latency.mean : percentile(latency, 99);
    },
  };
}

/** Whether the host took so much of the cores in a phase that its latencies are the host's. */
export function isStolen(phase: string, stolen: readonly StolenCores[]): boolean {
  return stolen.some((each) => each.phase === phase && each.share >= stolenTooMuch);
}
