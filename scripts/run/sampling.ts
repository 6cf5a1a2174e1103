/** Resource samples of everything a run started: into resources.csv, and for the judge. */
import { join } from "node:path";
import type { Processes } from "../lib/processes.ts";
import { type Sampler, startSampler } from "./resources.ts";

/** Programs that only prepare something, and the suite's own. A name stands for its newest process, so one that was ended is a hole until it is back. */
export function sampleResources(runDir: string, processes: Processes): Sampler {
  return startSampler({
    file: join(runDir, "resources.csv"),
    trees: () => [
      ...new Map(processes.all.filter(({ name }) => !name.endsWith("-init")).map((each) => [each.name, each])).values(),
    ],
  });
}
