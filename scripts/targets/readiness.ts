/** Starts a server and waits for its first good answer, timing it from just before the spawn. */

import { Problem } from "../lib/problem.ts";
import { describeExit, lastLogLines, type OwnedProcess, type Processes, type ProcessSpec } from "../lib/processes.ts";
import { waitFor } from "../lib/waiting.ts";

export interface Readiness {
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
  /** True once the server answers as it should; a refused connection is `false`. */
  isReady(): Promise<boolean>;
}

/** A server that can be ended and started again, as faults do. */
export interface Service {
  /** The process that serves now, or served last. */
  readonly server: OwnedProcess;
  /** Starts it again as it was first started, on the same port and data, and waits for nothing. */
  start(): OwnedProcess;
  /** The same, resolved when it answers. */
  restart(signal: AbortSignal): Promise<void>;
  isReady(): Promise<boolean>;
}

export interface Started {
  readonly service: Service;
  /** From just before the spawn to the first good answer, polled at most 2 ms apart. */
  readonly readyMs: number;
}

/** Throws a Problem with the server's last log lines when it dies or is not ready at the deadline. */
export async function startServer(processes: Processes, spec: ProcessSpec, readiness: Readiness): Promise<Started> {
  const begin = performance.now();
  let server = processes.start(spec);
  const service: Service = {
    get server() {
      return server;
    },
    start() {
      server = processes.start(spec);
      return server;
    },
    async restart(signal) {
      await untilReady(processes, service.start(), { ...readiness, signal });
    },
    isReady: () => readiness.isReady(),
  };
  await untilReady(processes, server, readiness);
  return { service, readyMs: performance.now() - begin };
}

async function untilReady(
  processes: Processes,
  server: OwnedProcess,
  { deadlineMs, signal, isReady }: Readiness,
): Promise<void> {
  let outcome: "died" | "ready" | undefined;
  try {
    outcome = await waitFor(
      async () => (server.exit !== undefined ? "died" : (await isReady()) ? "ready" : undefined),
      { deadlineMs, signal },
    );
  } finally {
    if (outcome === undefined) await processes.stop(server); // or it would be in the way of a later try
  }
  if (outcome === "ready") return;
  const exit = outcome === "died" ? server.exit : undefined;
  const said = lastLogLines(server) || "(it wrote nothing)";
  throw new Problem("broken", {
    what:
      exit === undefined
        ? `${server.name} did not get ready within ${deadlineMs / 1000} s`
        : `${server.name} died at its start: ${describeExit(exit)}`,
    why: `nothing can be measured without it; its log ends with\n${said}`,
    fix: `read ${server.logPath}`,
  });
}

/** One GET that must answer 200 soon; any trouble means not ready yet. */
export async function answersOk(url: string, timeoutMs = 1000): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false; // not listening yet, or not answering yet
  }
}
