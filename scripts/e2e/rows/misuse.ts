/** Benches on which something is wrong, for trips of rows. */
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { formatProblem, Problem } from "../../lib/problem.ts";
import { signalGroup } from "../../lib/processes.ts";
import { startToxiproxy, through } from "../../lib/toxiproxy.ts";
import { whileReadOnly } from "../../run/healing/read-only.ts";
import { kill, type RowBench, type Running } from "./bench.ts";
import { multiplyStore } from "./multiply-store.ts";

type AgentSketch = Parameters<RowBench["startAgent"]>[1];

/** Agents that are chosen have something done to them once they serve, so many milliseconds later. */
export function withAgents(
  bench: RowBench,
  isChosen: (agent: AgentSketch) => boolean,
  harm: (agent: Running) => Promise<void> | void,
  afterMs = 0,
): RowBench {
  return {
    ...bench,
    async startAgent(url, agent) {
      const running = await bench.startAgent(url, agent);
      if (isChosen(agent)) void delay(afterMs, undefined, { ref: false }).then(() => harm(running));
      return running;
    },
  };
}

/** Each registry is killed so many milliseconds after it is ready. */
export function killingRegistry(bench: RowBench, afterMs: number): RowBench {
  return {
    ...bench,
    async startRegistry(...how) {
      const running = await bench.startRegistry(...how);
      void delay(afterMs, undefined, { ref: false }).then(() => kill(running));
      return running;
    },
  };
}

/** A registry that is started a second time is not where it was. */
export function movingRegistry(bench: RowBench): RowBench {
  return {
    ...bench,
    startRegistry: (environment, { storePath } = {}) =>
      bench.startRegistry(environment, { ...(storePath === undefined ? {} : { storePath }) }),
  };
}

/** Its settings are others than the row gives. */
export function withRegistry(bench: RowBench, other: Readonly<Record<string, string>>): RowBench {
  return { ...bench, startRegistry: (environment, on) => bench.startRegistry({ ...environment, ...other }, on) };
}

/** What the registry stored is so many times as much when it is started a second time. */
export function withMoreStored(bench: RowBench, times: number): RowBench {
  let starts = 0;
  return {
    ...bench,
    startRegistry(...how) {
      starts += 1;
      if (starts === 2) multiplyStore(join(bench.folder, "registry.db"), times);
      return bench.startRegistry(...how);
    },
  };
}

/** A registry that is started a second time finds its store's folder read-only; it says why it does not start. */
export function withReadOnlyStore(bench: RowBench): RowBench {
  let starts = 0;
  return {
    ...bench,
    async startRegistry(environment, on) {
      starts += 1;
      if (starts === 1 || on?.storePath === undefined) return bench.startRegistry(environment, on);
      try {
        return await whileReadOnly(on.storePath, (through) => bench.startRegistry(environment, { ...on, through }));
      } catch (error) {
        throw error instanceof Problem ? new Error(formatProblem(error), { cause: error }) : error;
      }
    },
  };
}

export function freeze({ server }: Pick<Running, "server">): void {
  signalGroup(server.identity.pid, "SIGSTOP");
}

/** Each answer of the registry comes so much later, to agents and to who looks. */
export async function withSlowRegistry(bench: RowBench, latencyMs: number): Promise<RowBench> {
  const toxiproxy = await startToxiproxy(bench.processes, AbortSignal.timeout(20_000));
  return {
    ...bench,
    async startRegistry(environment, on) {
      const registry = await bench.startRegistry(environment, on);
      const proxy = await toxiproxy.proxy("slow", new URL(registry.url).host);
      await proxy.add({ type: "latency", stream: "downstream", attributes: { latency: latencyMs } });
      return { ...registry, url: through(registry.url, proxy) };
    },
  };
}
