/** What faults of a process share: finding it, ending it and starting it again. */
import { signalGroup } from "../lib/processes.ts";
import { waitFor } from "../lib/waiting.ts";
import type { Service } from "../targets/readiness.ts";
import type { FaultContext, Injection, Param } from "./fault.ts";

/** Of faults that ask a process to end. */
export const drain: Param = { help: "it must be gone within this", unit: "s", fallback: 10, from: 0.1, to: 60 };

/** The service of a subject this run started; faults that need a process get no other subject. */
export function serviceOf({ subject }: FaultContext): Service {
  if (subject.running === undefined) throw new Error(`${subject.name} was not started by this run`);
  return subject.running.service;
}

/** Nothing to write down: a process that is gone is no trace, and whoever heals a dead run ends all it started. */
export async function endProcess(service: Service, signal: NodeJS.Signals, deadlineMs: number): Promise<void> {
  const { server } = service;
  server.isStopping = true; // its end is no surprise
  signalGroup(server.identity.pid, signal);
  const isGone = (): true | undefined => (server.exit === undefined ? undefined : true);
  if ((await waitFor(isGone, { deadlineMs })) === undefined) {
    throw new Error(`${server.name} is still there ${deadlineMs / 1000} s after ${signal}`);
  }
}

/** Ends it the way its own program asks for. */
export async function stopProcess(service: Service, { values }: FaultContext): Promise<void> {
  await endProcess(service, service.server.stopSignal, (values["drain"] ?? drain.fallback) * 1000);
}

/** A process that was ended and stays down until it is healed. */
export function down(service: Service): Injection {
  return {
    hasBitten: async () => service.server.exit !== undefined && !(await service.isReady()),
    heal: () => startAgain(service),
  };
}

/** Nothing happens to a process that is there. */
export async function startAgain(service: Service): Promise<void> {
  if (service.server.exit !== undefined) await service.restart(AbortSignal.timeout(60_000));
}
