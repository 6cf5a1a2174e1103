/** Starts a server and waits for its first good answer, timing it from just before the spawn. */

import { isHeldBy } from "../lib/port-holder.ts";
import { freePort, isListening } from "../lib/ports.ts";
import { Problem } from "../lib/problem.ts";
import { describeExit, lastLogLines, type OwnedProcess, type Processes, type ProcessSpec } from "../lib/processes.ts";
import { waitFor } from "../lib/waiting.ts";

export interface Readiness {
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
  /** Where it is told to listen: whoever answers there must be this server and no stranger. */
  readonly port?: number;
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

/** Another program has the port the server was told to listen on. */
class PortTaken extends Problem {}

/** What listens on a port of its own. */
interface Listener extends Pick<Readiness, "isReady"> {
  readonly spec: ProcessSpec;
}

/** A port that was free a moment ago may be another program's by now: then on another one. */
const attempts = 3;

/** As `startServer`, on a port that the OS picked. `pickPort` is for those who know which. */
export async function startOnFreePort(
  processes: Processes,
  listenerOn: (port: number) => Listener,
  timing: Pick<Readiness, "deadlineMs" | "signal">,
  pickPort: () => Promise<number> = freePort,
): Promise<Started & { readonly port: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await pickPort();
    const { spec, isReady } = listenerOn(port);
    try {
      return { port, ...(await startServer(processes, spec, { ...timing, port, isReady })) };
    } catch (error) {
      if (!(error instanceof PortTaken) || attempt === attempts) throw error;
    }
  }
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
  const readyAt = await untilReady(processes, server, readiness);
  return { service, readyMs: readyAt - begin };
}

/** The instant of its first good answer. */
async function untilReady(
  processes: Processes,
  server: OwnedProcess,
  { deadlineMs, signal, isReady, port }: Readiness,
): Promise<number> {
  let outcome: "died" | "ready" | undefined;
  try {
    outcome = await waitFor(
      async () => (server.exit !== undefined ? "died" : (await isReady()) ? "ready" : undefined),
      { deadlineMs, signal },
    );
  } finally {
    if (outcome === undefined) await processes.stop(server); // or it would be in the way of a later try
  }
  const at = performance.now();
  const isStranger = outcome === "ready" && port !== undefined && !isHeldBy(port, server.identity.pid);
  if (outcome === "ready" && !isStranger) return at;
  const exit = outcome === "died" ? server.exit : undefined;
  const said = lastLogLines(server) || "(it wrote nothing)";
  if (port !== undefined && (isStranger || (exit !== undefined && (await lostPort(port, said))))) {
    if (server.exit === undefined) await processes.stop(server);
    server.isStopping = true; // it is not under load, and another one takes its place
    throw new PortTaken("broken", {
      what: `${server.name} could not have port ${port}: another program ${isStranger ? "answers there" : "took it first"}`,
      why: `nothing can be measured without it; its log ends with\n${said}`,
      fix: `try again; who has the port is told by: ss -ltnp sport = :${port}`,
    });
  }
  throw new Problem("broken", {
    what:
      exit === undefined
        ? `${server.name} did not get ready within ${deadlineMs / 1000} s`
        : `${server.name} died at its start: ${describeExit(exit)}`,
    why: `nothing can be measured without it; its log ends with\n${said}`,
    fix: `read ${server.logPath}`,
  });
}

/** Whoever took it need not listen: a connection to elsewhere has a port too. */
async function lostPort(port: number, said: string): Promise<boolean> {
  return /EADDRINUSE|address already in use/i.test(said) || (await isListening(port));
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
