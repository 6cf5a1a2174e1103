/** The process is stopped and started again several times in quick succession, ready in between. */
import { setTimeout as delay } from "node:timers/promises";
import { messageOf } from "../lib/problem.ts";
import type { Fault } from "./fault.ts";
import { drain, endProcess, serviceOf, startAgain, stopProcess } from "./process-faults.ts";

export const fault: Fault = {
  needs: ["process"],
  params: {
    count: { help: "how often", unit: "restarts", fallback: 5, from: 1, to: 100 },
    period: {
      help: "from one stop to the next, or longer where a start takes longer",
      unit: "s",
      fallback: 1,
      from: 0,
      to: 60,
    },
    kill: {
      help: "1 ends it with SIGKILL instead of its own stop signal",
      unit: "0 or 1",
      fallback: 0,
      from: 0,
      to: 1,
    },
    drain,
  },
  lastsSeconds: 6,
  recoverSeconds: 5,
  unavailable: () => undefined,
  async inject(context) {
    const service = serviceOf(context);
    const { count = 0, period = 0, kill } = context.values;
    const over = new AbortController();
    const first = service.server;
    let restarts = 0;
    let trouble: string | undefined;
    const rage = async (): Promise<void> => {
      while (restarts < count) {
        const nextMs = performance.now() + period * 1000;
        over.signal.throwIfAborted();
        await (kill === 1 ? endProcess(service, "SIGKILL", 2000) : stopProcess(service, context));
        await service.restart(AbortSignal.timeout(15_000)); // not given up half-way: healing finds it whole
        restarts += 1;
        await delay(Math.max(0, nextMs - performance.now()), undefined, { signal: over.signal });
      }
    };
    context.journal([]);
    const storm = rage().catch((error: unknown) => {
      if (!over.signal.aborted) trouble = messageOf(error);
    });
    return {
      hasBitten: () => restarts > 0 && first.exit !== undefined && service.server.identity.pid !== first.identity.pid,
      async heal() {
        over.abort();
        await storm;
        await startAgain(service);
      },
      shortfall: () =>
        restarts >= count
          ? undefined
          : `only ${restarts} of ${count} restarts: ${trouble ?? "it was on for too short a time"}`,
    };
  },
};
