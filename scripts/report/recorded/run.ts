/** A run as its folder tells it: all that a report says comes from here, so old runs can be reported again. */
import { realpathSync } from "node:fs";
import { basename } from "node:path";
import type { Phase } from "#contract/plan";
import type { FullLoad, Stage } from "#contract/profile";
import type { Role } from "#contract/roles";
import type { Period } from "#contract/series";
import type { RunSummary } from "#contract/summary";
import type { Verdict } from "#contract/verdict";
import type { Machine } from "../../lib/machine.ts";
import type { RunConfig } from "../../schemas/config.ts";
import { believe } from "./believed.ts";
import { type ProcessUsage, processUsage } from "./processes.ts";
import { thinned } from "./thinned.ts";

/** config.json, of which older runs know less. */
export interface RecordedConfig {
  readonly startedAt?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly systems?: RunConfig["systems"];
  readonly load?: { readonly full: { readonly [R in Role]?: FullLoad }; readonly stages: readonly Stage[] };
  readonly versions?: Readonly<Record<string, string>>;
  readonly machine?: Machine;
  readonly revision?: string | null;
}

/** One line of timeline.ndjson. */
export interface Happening {
  readonly time: string;
  readonly event: string;
  readonly [detail: string]: unknown;
}

/** A fault from when it was put on until it was off, in ms since the load began; `null` when it never was. */
interface FaultSpan {
  readonly label: string;
  readonly fromMs: number;
  readonly toMs: number | null;
}

export interface RecordedRun {
  /** The folder's name. */
  readonly id: string;
  readonly verdict: Verdict;
  readonly summary: RunSummary | undefined;
  readonly config: RecordedConfig;
  readonly phases: readonly Phase[];
  readonly happenings: readonly Happening[];
  /** Epoch ms of the load's begin, `undefined` when it never began. */
  readonly loadBeganMs: number | undefined;
  readonly faults: readonly FaultSpan[];
  /** As recorded. */
  readonly series: readonly Period[];
  /** Of them as many as can be drawn. */
  readonly periods: readonly Period[];
  readonly processes: readonly ProcessUsage[];
}

/** `setting` names the folder for a person. Throws a Problem for one that no run could have left so. */
export function readRun(folder: string, setting = "RUN"): RecordedRun {
  const { verdict, summary, config, happenings: all, series, usage } = believe(setting, folder);
  // what the run took until its prompt is only known once the reports are written
  const happenings = all.filter(({ event }) => event !== "prompt");
  const loadBeganMs = beganMs(happenings);
  return {
    id: basename(realpathSync(folder)),
    verdict,
    summary,
    config,
    phases: summary?.phases ?? [],
    happenings,
    loadBeganMs,
    faults: loadBeganMs === undefined ? [] : faultSpans(happenings, loadBeganMs),
    series,
    periods: thinned(series),
    processes: loadBeganMs === undefined ? [] : processUsage(usage, loadBeganMs),
  };
}

function beganMs(happenings: readonly Happening[]): number | undefined {
  const startMs = happenings.find(({ event }) => event === "load-began")?.["startMs"];
  return typeof startMs === "number" ? startMs : undefined;
}

function faultSpans(happenings: readonly Happening[], loadBeganMs: number): readonly FaultSpan[] {
  const sinceBegin = ({ time }: Happening): number => Date.parse(time) - loadBeganMs;
  return happenings.flatMap((on, index) => {
    if (on.event !== "inject") return [];
    const isItsEnd = (later: Happening): boolean =>
      later.event === "healed" && later["fault"] === on["fault"] && later["target"] === on["target"];
    const off = happenings.slice(index).find(isItsEnd);
    const toMs = off === undefined ? null : sinceBegin(off);
    return [{ label: `${on["fault"]} of ${on["target"]}`, fromMs: sinceBegin(on), toMs }];
  });
}
