/** The process is stopped, a stranger takes its port, and it is started against that: it must fail loudly and name the port (REG-16). */
import { readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isListening } from "../lib/ports.ts";
import { describeExit, lastLogLines, type OwnedProcess } from "../lib/processes.ts";
import { waitFor } from "../lib/waiting.ts";
import type { Fault, FaultContext } from "./fault.ts";
import { drain, serviceOf, startAgain, stopProcess } from "./process-faults.ts";

const stranger = fileURLToPath(new URL("./helpers/hold-port.ts", import.meta.url));
const failWithinMs = 5000;

export const fault: Fault = {
  needs: ["process"],
  params: { drain },
  lastsSeconds: 5,
  recoverSeconds: 5,
  unavailable: () => undefined,
  async inject(context) {
    const service = serviceOf(context);
    const { hostname, port } = new URL(context.subject.running?.url ?? "");
    context.journal([]);
    await stopProcess(service, context);
    const holder = await holdPort(context, Number(port), hostname);
    const alreadySaid = statSync(service.server.logPath).size;
    const attempt = service.start();
    attempt.isStopping = true; // that it ends is what should happen
    await waitFor(() => attempt.exit, { deadlineMs: failWithinMs, signal: context.signal });
    return {
      async hasBitten() {
        const said = readFileSync(attempt.logPath, "latin1").slice(alreadySaid);
        requireLoud(attempt, said, port);
        return holder.exit === undefined && (await isListening(Number(port), hostname)); // the holder is unharmed
      },
      async heal() {
        if (holder.exit === undefined) await context.processes.stop(holder);
        if (attempt.exit === undefined) await context.processes.stop(attempt);
        await startAgain(service);
      },
    };
  },
};

async function holdPort({ processes, subject }: FaultContext, port: number, host: string): Promise<OwnedProcess> {
  const holder = processes.start({
    name: `port-holder-${subject.name}`,
    command: process.execPath,
    args: [stranger, String(port), host],
  });
  const isUp = await waitFor(
    async () => (holder.exit !== undefined ? false : (await isListening(port, host)) ? true : undefined),
    { deadlineMs: 5000 },
  );
  if (isUp === true) return holder;
  throw new Error(`nothing could take port ${port}: ${lastLogLines(holder, 1) || "the holder never listened"}`);
}

/** Throws what a start against a taken port did wrong. */
function requireLoud({ name, exit }: OwnedProcess, said: string, port: string): void {
  if (exit === undefined)
    throw new Error(`${name} was started on the taken port ${port} and did not end within ${failWithinMs / 1000} s`);
  if (exit.code === 0) throw new Error(`${name} ended with exit code 0 on the taken port ${port}`);
  if (!said.includes(port))
    throw new Error(`${name} ended (${describeExit(exit)}) on the taken port ${port} without naming it`);
}
