/** What a fault is: how one thing is broken on purpose, seen to be broken, and made whole. One file here is one fault. */
import { readdirSync } from "node:fs";
import type { Role } from "#contract/roles";
import type { Processes } from "../lib/processes.ts";
import type { TcpProxy } from "../lib/toxiproxy.ts";
import type { UndoStep } from "../run/healing/undo.ts";
import type { RunningTarget } from "../targets/target.ts";

/** A number that shapes a fault. */
export interface Param {
  readonly help: string;
  readonly unit: string;
  readonly fallback: number;
  readonly from: number;
  readonly to: number;
}

/**
 * What a fault needs of the system it breaks: a process this run started, a proxy before it, the database process it
 * stores in, a proxy before that, the database's tables on a small disk of their own, the file it stores in, that file
 * on a small disk of its own.
 */
export type Need = "process" | "proxy" | "database" | "database-proxy" | "database-disk" | "store-file" | "small-disk";

export interface Subject {
  readonly name: string;
  readonly role: Role;
  /** As users reach it. */
  readonly url: string;
  /** Absent for a system that already ran. */
  readonly running?: RunningTarget;
  readonly proxy?: TcpProxy;
  readonly databaseProxy?: TcpProxy;
}

export interface FaultContext {
  readonly values: Readonly<Record<string, number>>;
  readonly subject: Subject;
  /** Whatever a fault starts, it starts here: it then ends with the run at the latest. */
  readonly processes: Processes;
  /** A private folder of this fault, removed with the run. */
  readonly dataDir: string;
  /** Aborted on Ctrl-C; healing is not asked to stop. */
  readonly signal: AbortSignal;
  /** Writes to disk what undoes the fault, for whoever heals when this process is gone. To be called before anything is broken. */
  journal(steps: readonly UndoStep[]): void;
  /** One cheap request to the subject, as its users reach it. */
  ask(timeoutMs?: number): Promise<Answered>;
}

export interface Answered {
  /** The status and content were as they should be. */
  readonly isGood: boolean;
  readonly ms: number;
}

/** A fault that is on. */
export interface Injection {
  /** True once its effect was seen, outside or on the process itself. Asked again until its deadline. */
  hasBitten(): Promise<boolean> | boolean;
  /** Undoes it. May be called again, and without having bitten. Whether the subject is well again is asked of the subject. */
  heal(): Promise<void>;
  /** What it did not do as asked though it bit, told once it is healed. */
  shortfall?(): string | undefined;
}

export interface Fault {
  readonly needs: readonly Need[];
  /** Its own beside `for` and `recover`, which every fault has. */
  readonly params: Readonly<Record<string, Param>>;
  /** How long it is on when nobody says. */
  readonly lastsSeconds: number;
  /** How long the subject may take afterwards when nobody says. */
  readonly recoverSeconds: number;
  /** Why it cannot work on this machine, or `undefined`. Asked before anything is started. */
  unavailable(): string | undefined;
  inject(context: FaultContext): Promise<Injection>;
}

export interface NamedFault extends Fault {
  /** The file name, which is its id everywhere. */
  readonly name: string;
}

const folder = new URL("./", import.meta.url);
const machinery = new Set([
  "fault.ts",
  "process-faults.ts",
  "process-limits.ts",
  "network-faults.ts",
  "database-faults.ts",
  "store-faults.ts",
]);

/** Every fault in this folder, by name. A file that does not load stops the loading. */
export async function loadFaults(): Promise<readonly NamedFault[]> {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && !machinery.has(file))
    .sort();
  return Promise.all(
    files.map(async (file) => {
      const { fault } = (await import(new URL(file, folder).href)) as { fault: Fault };
      return { ...fault, name: file.slice(0, -".ts".length) };
    }),
  );
}
