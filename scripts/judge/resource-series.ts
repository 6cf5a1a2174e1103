/** What was sampled of one process and its descendants over a run, as the judge reads it. */

export interface ResourceSample {
  /** Epoch milliseconds. */
  readonly timeMs: number;
  /** The root of the tree; another one after a restart. */
  readonly pid: number;
  readonly processes: number;
  readonly rssKib: number;
  /** Of this pid's tree since it began. */
  readonly cpuSeconds: number;
  /** `null` where they may not be read. */
  readonly openFiles: number | null;
  readonly threads: number;
  readonly members: readonly { readonly pid: number; readonly rssKib: number }[];
}

/** A sample that was due and is not there. */
export interface Hole {
  readonly timeMs: number;
  /** `late`: the sampler itself could not run in time, so what it would have read belongs to another instant. */
  readonly why: "gone" | "unreadable" | "late";
}

export interface ProcessSeries {
  readonly name: string;
  readonly periodMs: number;
  readonly samples: readonly ResourceSample[];
  readonly holes: readonly Hole[];
}

/** By process name. */
export type ResourceSeries = ReadonlyMap<string, ProcessSeries>;
