/** The live process is held to a small share of one core: by a cgroup's quota, or stopped and continued in turns where none can be made. */
import { fileURLToPath } from "node:url";
import { cpuGroup } from "../lib/cpu-cgroup.ts";
import { kernelUnits, readStat } from "../lib/proc.ts";
import { descendants, signalEach } from "../lib/process-list.ts";
import type { Processes } from "../lib/processes.ts";
import { waitFor } from "../lib/waiting.ts";
import type { UndoStep } from "../run/healing/undo.ts";
import type { Fault } from "./fault.ts";
import { serviceOf } from "./process-faults.ts";

const dutyCycle = fileURLToPath(new URL("./helpers/duty-cycle.ts", import.meta.url));

/** A way to hold processes back. */
interface Brake {
  readonly steps: readonly UndoStep[];
  on(): void;
  /** They wanted to run and were kept from it. */
  isFelt(): Promise<boolean>;
  off(): Promise<void>;
}

/** Requests at once, so that there is work for more than the share. */
const crowd = 20;
/** A tick of the kernel's clock is 10 ms: over less time a small share cannot be told. */
const leastMs = 500;

export const fault: Fault = {
  needs: ["process"],
  params: { share: { help: "what it gets of one core", unit: "cores", fallback: 0.02, from: 0.01, to: 0.9 } },
  lastsSeconds: 5,
  recoverSeconds: 5,
  unavailable: () =>
    readStat(process.pid) === undefined ? "this system has no /proc to see what a process gets" : undefined,
  async inject(context) {
    const share = context.values["share"] ?? 0;
    const { pid } = serviceOf(context).server.identity;
    const pids = [pid, ...descendants(pid)];
    const name = `${context.subject.name}-${pid}`;
    const brake = byGroup(name, pids, share) ?? byTurns(name, pids, share, context.processes);
    context.journal(brake.steps);
    brake.on();
    const [ticks, sinceMs] = [ticksOf(pids), performance.now()];
    return {
      async hasBitten() {
        await Promise.all(Array.from({ length: crowd }, () => context.ask(500)));
        const seconds = (performance.now() - sinceMs) / 1000;
        const cores = (ticksOf(pids) - ticks) / kernelUnits().ticksPerSecond / seconds;
        return seconds * 1000 >= leastMs && (await brake.isFelt()) && cores <= 1.5 * share + 0.02; // a tick more or less
      },
      heal: () => brake.off(),
    };
  },
};

export function byGroup(name: string, pids: readonly number[], share: number): Brake | undefined {
  const group = cpuGroup(`mesh-load-${name}`);
  if (group === undefined) return undefined;
  return {
    steps: [{ undo: "remove-cgroup", path: group.path }],
    on: () => group.hold(pids, share),
    async isFelt() {
      const isHeld = (): true | undefined => (group.throttledPeriods() >= 3 ? true : undefined);
      return (await waitFor(isHeld, { deadlineMs: 500 })) === true;
    },
    off: () => group.release(),
  };
}

/** The same periods of a tenth of a second, and the same share of each; unlike a quota it holds an idle process too. */
export function byTurns(name: string, pids: readonly number[], share: number, processes: Processes): Brake {
  let helper: ReturnType<Processes["start"]> | undefined;
  return {
    steps: [], // whoever heals a dead run ends what it started, and SIGKILL ends stopped processes too
    on() {
      const args = [dutyCycle, String(share), ...pids.map(String)];
      helper = processes.start({ name: `duty-cycle-${name}`, command: process.execPath, args });
    },
    async isFelt() {
      const isHeld = (): true | undefined => (pids.every((pid) => readStat(pid)?.state === "T") ? true : undefined);
      return helper?.exit === undefined && (await waitFor(isHeld, { deadlineMs: 200 })) === true;
    },
    async off() {
      if (helper !== undefined && helper.exit === undefined) await processes.stop(helper);
      signalEach(pids, "SIGCONT"); // whatever became of the helper
    },
  };
}

function ticksOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + (readStat(pid)?.cpuTicks ?? 0), 0);
}
