/** Notices processes under load that end though nobody asked them to. */
import { describeExit, lastLogLines, type OwnedProcess } from "../lib/processes.ts";
import type { Timeline } from "./timeline.ts";

export interface DeathWatch {
  /** Deaths so far, each with the process's last words. */
  readonly deaths: readonly string[];
  /** From now on, or from its start on if it has ended already. Watching one twice is watching it once. */
  watch(process: OwnedProcess): void;
}

export function watchDeaths(processes: readonly OwnedProcess[], timeline: Timeline): DeathWatch {
  const deaths: string[] = [];
  const watched = new Set<OwnedProcess>();
  const watch = (owned: OwnedProcess): void => {
    if (watched.has(owned)) return;
    watched.add(owned);
    void owned.exited.then((exit) => {
      if (owned.isStopping) return;
      timeline.note("died", { process: owned.name, ...exit });
      deaths.push(
        `${owned.name} died under load (${describeExit(exit)}); its log ends with: ${lastLogLines(owned, 3) || "(nothing)"}`,
      );
    });
  };
  processes.forEach(watch);
  return { deaths, watch };
}
