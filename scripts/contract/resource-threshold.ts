/** A limit on what a target uses or how fast it starts, as data. Only our judge knows of it: k6 sees no process. */
import type { ProfileName } from "./profiles.ts";
import type { Role } from "./roles.ts";

/** What can be limited: how it is written for a person, and whether the limit itself is still allowed. */
export const resourceMetrics = {
  /** Resident memory of the process with its children: the most of any sample. */
  rssMaxKib: { label: "RSS max", unit: "KiB", digits: 0, isLimitAllowed: false },
  /** Its growth per minute: the lower end of the slope's 95 % confidence interval, so that wandering is not called a leak. */
  rssGrowthMib: { label: "RSS growth", unit: "MiB/min", digits: 2, isLimitAllowed: true },
  /** Its mean in the last quarter of the time, as a multiple of that in the first. */
  rssLastQuarter: { label: "RSS last/first quarter", unit: "x", digits: 3, isLimitAllowed: true },
  /** The most of any sample, above what there was when the load began. */
  rssRiseKib: { label: "RSS rise", unit: "KiB", digits: 0, isLimitAllowed: false },
  /** Its growth over the whole of the judged time, by the lower end of the slope's interval as well. */
  rssGrownMib: { label: "RSS grown", unit: "MiB", digits: 2, isLimitAllowed: true },
  /** From just before the spawn to the first good answer, on an empty store: the longest of all starts. */
  startMaxMs: { label: "start max", unit: "ms", digits: 1, isLimitAllowed: false },
  /** From the request to index its corpus to the job's end, in an empty store: the longest, as there are too few for a percentile. */
  indexMaxMs: { label: "index max", unit: "ms", digits: 0, isLimitAllowed: false },
  /** Of pairs of runs: the older one's top rate as a share of the target's, the upper end of the 95 % confidence interval. */
  olderTopRate: { label: "older's top rate, of its own", unit: "x", digits: 3, isLimitAllowed: true },
  /** Of pairs of runs: its highest memory as a share of the older one's, the upper end where there are several pairs. */
  rssOfOlder: { label: "RSS max, of the older's", unit: "x", digits: 3, isLimitAllowed: true },
} as const;
type ResourceMetric = keyof typeof resourceMetrics;
type PairMetric = "olderTopRate" | "rssOfOlder";

/** A limit on what a target does beside an older one under the same load, run after run. */
export interface PairThreshold {
  readonly requirement: string;
  readonly role: Role;
  readonly metric: PairMetric;
  /** Shares below 1 are better; a row that asks for ten times the rate has 0.1 here. */
  readonly limit: number;
  readonly scenario: string;
  readonly profile: ProfileName;
  /** How often both are run. */
  readonly pairs: number;
}

/** What a system has while its neighbour is broken, or afterwards, as a multiple of what it had before. */
export const comparedMetrics = {
  p95Times: { label: "p95, times before", unit: "x", digits: 2, isLimitAllowed: true },
  rssTimes: { label: "RSS, times before", unit: "x", digits: 2, isLimitAllowed: true },
  openFilesTimes: { label: "open files, times before", unit: "x", digits: 2, isLimitAllowed: true },
} as const;
export type ComparedMetric = keyof typeof comparedMetrics;

/** What an operation costs beyond the null route, see net-threshold.ts. */
export const netMetrics = {
  netMean: { label: "mean beyond the null route", unit: "ms", digits: 2, isLimitAllowed: false },
} as const;

export const insideMetrics = { ...resourceMetrics, ...comparedMetrics, ...netMetrics } as const;
export type InsideMetric = keyof typeof insideMetrics;

export interface ResourceThreshold {
  /** The row of the requirements that asks for it. */
  readonly requirement: string;
  readonly role: Role;
  /** Holds only for these targets; for every one that plays the role when absent. */
  readonly targets?: readonly string[];
  /** The process that is meant, where it is not the target's own: `codebase-postgres`. */
  readonly process?: string;
  readonly metric: Exclude<ResourceMetric, PairMetric>;
  readonly limit: number;
  /** Holds only in these profiles; everywhere when absent. */
  readonly profiles?: readonly ProfileName[];
  /** The limit is what this machine once did, and a tenth more: it stands beside a fixed one. */
  readonly isOfBaseline?: true;
  /** Targets known to miss it, each with the reason. A listed target that meets the limit fails the run, so that no list outlives its reason. */
  readonly knownMisses?: Readonly<Record<string, string>>;
}

export function holdsFor(
  { role, targets, profiles }: ResourceThreshold,
  system: { readonly role: Role; readonly target: string },
  profile: ProfileName,
): boolean {
  return (
    role === system.role &&
    (targets === undefined || targets.includes(system.target)) &&
    (profiles === undefined || profiles.includes(profile))
  );
}

export function isResourceMetric(metric: string): metric is ResourceMetric {
  return metric in resourceMetrics;
}

export function isInsideMetric(metric: string): metric is InsideMetric {
  return metric in insideMetrics;
}

/** With its unit. */
export function showInside(metric: InsideMetric, value: number): string {
  const { unit, digits } = insideMetrics[metric];
  return `${value.toFixed(digits)}${unit === "x" ? "x" : ` ${unit}`}`;
}
