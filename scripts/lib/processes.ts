/** Starts programs in process groups of their own and ends them by the group id it recorded, never by name or port. */
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { atExit } from "./at-exit.ts";
import { type Cores, onCores, type Side } from "./cores.ts";
import { compileCache } from "./paths.ts";
import { Problem } from "./problem.ts";
import { identify, isGroupAlive, type ProcessIdentity } from "./proc.ts";
import { waitFor } from "./waiting.ts";

export interface ProcessSpec {
  /** Names the log file and the process in messages. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** The whole environment of the child besides PATH and a few harmless names: nothing of ours leaks into a target. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Run as this user and group (PostgreSQL refuses root). */
  readonly userId?: number;
  /** Asks it to end; SIGTERM unless the program documents another. */
  readonly stopSignal?: NodeJS.Signals;
  /** Whose cores it runs on, where sides have cores of their own; the targets' unless said. */
  readonly side?: Side;
  /** `pipe` when the caller reads standard output itself; standard error always goes to the log. */
  readonly stdout?: "log" | "pipe";
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface OwnedProcess {
  readonly name: string;
  readonly identity: ProcessIdentity;
  readonly logPath: string;
  readonly child: ChildProcess;
  readonly stopSignal: NodeJS.Signals;
  readonly exited: Promise<Exit>;
  /** Set once it has ended. */
  exit: Exit | undefined;
  /** True once we asked it to end, so an exit is no surprise. */
  isStopping: boolean;
}

export interface Processes extends AsyncDisposable {
  start(spec: ProcessSpec): OwnedProcess;
  /** Ends one process with its group: its stop signal, `graceMs`, then SIGKILL. Resolves when the group is gone. */
  stop(process: OwnedProcess, graceMs?: number): Promise<void>;
  readonly all: readonly OwnedProcess[];
}

const inherited = ["PATH", "LANG", "LC_ALL", "TZ", "TMPDIR"] as const;

/** Called with every process right after it has been started, before anything waits on it. */
export type OnStart = (process: OwnedProcess) => void;

/** `logsDir` gets one file per process; `common` is part of every environment, `cores` says where each may run. Disposing ends all, last started first. */
export function createProcesses(
  logsDir: string,
  onStart: OnStart = () => {},
  common: Readonly<Record<string, string>> = {},
  cores?: Cores,
): Processes {
  const all: OwnedProcess[] = [];
  const stop = async (owned: OwnedProcess, graceMs = 5000): Promise<void> => {
    owned.isStopping = true;
    const group = owned.identity.pid;
    const isGone = (): true | undefined => (owned.exit !== undefined && !isGroupAlive(group) ? true : undefined);
    signalGroup(group, owned.stopSignal);
    if ((await waitFor(isGone, { deadlineMs: graceMs })) !== undefined) return;
    signalGroup(group, "SIGKILL");
    if ((await waitFor(isGone, { deadlineMs: 5000 })) !== undefined) return;
    throw new Problem("broken", {
      what: `${owned.name} (process group ${group}) outlived SIGKILL`,
      why: "something of this run is still there and would disturb the next one",
      fix: `look at it with: ps -o pid,stat,wchan,args -g ${group}`,
    });
  };
  return {
    all,
    stop,
    start(spec) {
      const owned = startProcess({ ...placed(spec, cores), env: { ...spec.env, ...common } }, logsDir);
      all.push(owned);
      onStart(owned);
      return owned;
    },
    async [Symbol.asyncDispose]() {
      const outcomes = await Promise.allSettled([...all].reverse().map((owned) => stop(owned)));
      const failure = outcomes.find((outcome) => outcome.status === "rejected");
      if (failure !== undefined) throw failure.reason;
    },
  };
}

function placed(spec: ProcessSpec, cores: Cores | undefined): ProcessSpec {
  return cores === undefined ? spec : { ...spec, ...onCores(cores, spec.side ?? "targets", spec.command, spec.args) };
}

function startProcess(spec: ProcessSpec, logsDir: string): OwnedProcess {
  const logPath = join(logsDir, `${spec.name}.log`);
  const log = openSync(logPath, "a");
  const environment: Record<string, string> = { NODE_COMPILE_CACHE: compileCache };
  for (const name of inherited) {
    const value = process.env[name];
    if (value !== undefined) environment[name] = value;
  }
  const child = spawn(spec.command, spec.args, {
    env: { ...environment, ...spec.env },
    detached: true, // its own process group, whose id is its pid
    stdio: ["ignore", spec.stdout === "pipe" ? "pipe" : log, log],
    ...(spec.cwd === undefined ? {} : { cwd: spec.cwd }),
    ...(spec.userId === undefined ? {} : { uid: spec.userId, gid: spec.userId }),
  });
  closeSync(log);
  const { promise: exited, resolve } = Promise.withResolvers<Exit>();
  const owned: OwnedProcess = {
    name: spec.name,
    identity: identify(child.pid ?? 0),
    logPath,
    child,
    stopSignal: spec.stopSignal ?? "SIGTERM",
    exited,
    exit: undefined,
    isStopping: false,
  };
  const outlived = atExit(() => signalGroup(owned.identity.pid, "SIGKILL"));
  const end = (exit: Exit): void => {
    outlived(); // its process group may be another's from now on
    owned.exit ??= exit;
    resolve(owned.exit);
  };
  child.once("error", () => end({ code: 127, signal: null })); // could not be started at all
  child.once("exit", (code, signal) => end({ code, signal }));
  return owned;
}

/** Nothing happens to a group that is gone. */
export function signalGroup(group: number, signal: NodeJS.Signals): void {
  if (group <= 1) return; // never started
  try {
    process.kill(-group, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error; // ESRCH: already gone
  }
}

/** The end of a process's log, for messages about its death. */
export function lastLogLines(owned: OwnedProcess, count = 5): string {
  const lines = readFileSync(owned.logPath, "utf8").trimEnd().split("\n");
  return lines.slice(-count).join("\n");
}

export function describeExit({ code, signal }: Exit): string {
  return signal === null ? `exit code ${code}` : `signal ${signal}`;
}
