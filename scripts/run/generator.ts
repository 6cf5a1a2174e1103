/** Watches the generator from outside: how much of a core k6 takes and how long it waits for one. */
import { readdirSync, readFileSync } from "node:fs";
import type { GeneratorLoad } from "#contract/summary";
import type { OwnedProcess } from "../lib/processes.ts";

interface Sample {
  readonly atMs: number;
  readonly runNs: number;
  readonly delayNs: number;
}

export interface GeneratorWatch {
  /** Stops watching. Over the whole time watched; `null` where the system does not tell (no /proc). */
  end(): GeneratorLoad | null;
}

const periodMs = 1000;

/** Samples each second, since the counters of threads that ended are gone. */
export function watchGenerator({ identity }: OwnedProcess): GeneratorWatch {
  const first = sample(identity.pid);
  let last = first;
  const timer = setInterval(() => {
    last = sample(identity.pid) ?? last;
  }, periodMs);
  timer.unref();
  return {
    end() {
      clearInterval(timer);
      last = sample(identity.pid) ?? last;
      if (first === undefined || last === undefined || last.atMs <= first.atMs) return null;
      const wallNs = (last.atMs - first.atMs) * 1e6;
      return {
        cores: Math.max(0, last.runNs - first.runNs) / wallNs,
        runDelay: Math.max(0, last.delayNs - first.delayNs) / wallNs,
      };
    },
  };
}

/** Sums /proc/PID/task/TID/schedstat: nanoseconds run, nanoseconds waited for a core (Documentation/scheduler/sched-stats). */
function sample(pid: number): Sample | undefined {
  try {
    let runNs = 0;
    let delayNs = 0;
    for (const thread of readdirSync(`/proc/${pid}/task`)) {
      const [run = "0", delay = "0"] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ");
      runNs += Number(run);
      delayNs += Number(delay);
    }
    return { atMs: performance.now(), runNs, delayNs };
  } catch {
    return undefined; // ended, or no /proc on this platform
  }
}
