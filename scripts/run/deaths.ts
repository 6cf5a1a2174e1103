/** Notices processes under load that end though nobody asked them to. */
import { describeExit, lastLogLines, type OwnedProcess } from "../lib/processes.ts";
import type { Timeline } from "./timeline.ts";

/** Deaths so far, each with the process's last words. */
export function watchDeaths(processes: readonly OwnedProcess[], timeline: Timeline): readonly string[] {
  const deaths: string[] = [];
  for (const owned of processes) {
    void owned.exited.then((exit) => {
      if (owned.isStopping) return;
      timeline.note("died", { process: owned.name, ...exit });
      deaths.push(
        `${owned.name} died under load (${describeExit(exit)}); its log ends with: ${lastLogLines(owned, 3) || "(nothing)"}`,
      );
    });
  }
  return deaths;
}
