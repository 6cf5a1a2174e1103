/** What faults of a store in a file share: its files, and restarting a process that may not like what it finds. */
import { existsSync } from "node:fs";
import { Problem } from "../lib/problem.ts";
import type { Service } from "../targets/readiness.ts";
import type { FaultContext } from "./fault.ts";
import { endProcess, serviceOf } from "./process-faults.ts";

export interface Store {
  readonly service: Service;
  readonly path: string;
  /** With SQLite's log, where there is one; its index is made anew from that. */
  readonly files: readonly string[];
}

/** The store of a subject this run started; faults that need a store's file get no other subject. */
export function storeOf(context: FaultContext): Store {
  const path = context.subject.running?.storePath;
  if (path === undefined) throw new Error(`${context.subject.name} stores in no file of this run`);
  return { service: serviceOf(context), path, files: [path, `${path}-wal`, `${path}-journal`].filter(existsSync) };
}

/** The process stays down when it does not start on what it finds: then that is the effect, and no error. */
export async function restartIfItWill(service: Service, signal: AbortSignal): Promise<void> {
  try {
    await service.restart(signal);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
}

/** `repair` happens while nobody has the store open. */
export async function restartAfter(service: Service, repair: () => void): Promise<void> {
  if (service.server.exit === undefined) await endProcess(service, "SIGKILL", 2000);
  repair();
  await service.restart(AbortSignal.timeout(60_000));
}
