/** Runs the real `load` or `fault` as a person would start it, and tells what became of it. */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { expect } from "vitest";
import type { RunSummary } from "#contract/summary";
import type { Verdict } from "#contract/verdict";
import { atExit } from "../lib/at-exit.ts";
import { compileCache, projectDir } from "../lib/paths.ts";
import { isAlive, type ProcessIdentity } from "../lib/proc.ts";
import { expectValidFiles, expectValidResults } from "./run-files.ts";

/** Settings by name, as on the command line. */
export type Given = Readonly<Record<string, string>>;

export interface LoadOptions {
  /** `load` when not given. */
  readonly verb?: "load" | "fault" | "doctor" | "baseline" | "calibrate" | "repeat";
  /** Words of a command that starts it, to take something away from it: `prlimit --nofile=64`. */
  readonly through?: readonly string[];
  /** Beside PATH, which the child always gets. */
  readonly environment?: Given;
  /** Another copy of the project, with its own sources. */
  readonly project?: string;
  /** Ends the run as a closed terminal would; a test's own `signal`, so that no test leaves a run behind. */
  readonly signal?: AbortSignal;
}

interface Recorded extends ProcessIdentity {
  readonly name: string;
}

/** A run that goes on. */
export interface Load {
  /** Where its folder is. */
  readonly results: string;
  /** As Ctrl-C in a terminal does: to the whole process group. */
  send(signal: NodeJS.Signals): void;
  /** Processes its running.json has named so far. */
  readonly recorded: readonly Recorded[];
  /** Resolves when a line of standard error matches; rejects when the run ends without one. */
  untilLine(pattern: RegExp): Promise<string>;
  /** Resolves when running.json names such a process; rejects when the run ends without one. */
  untilStarted(name: string): Promise<Recorded>;
  readonly ended: Promise<LoadRun>;
}

export interface LoadRun extends Disposable {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** `undefined` when there is no run folder, as after wrong settings. */
  readonly verdict: Verdict | undefined;
  readonly summary: RunSummary | undefined;
  readonly runDir: string | undefined;
  /** Files it left that have a schema; all of them are as it says. */
  readonly validFiles: readonly string[];
  /** Every process the run said it had started. */
  readonly recorded: readonly Recorded[];
}

/** Removes its folder when it is disposed. */
export async function runLoad(settings: Given, options: LoadOptions = {}): Promise<LoadRun> {
  return startLoad(settings, options).ended;
}

export function startLoad(
  settings: Given,
  { verb = "load", environment = {}, signal, through = [], project = projectDir }: LoadOptions = {},
): Load {
  const scratch = mkdtempSync(join(tmpdir(), "mesh-load-e2e-"));
  const args = Object.entries({ RESULTS: join(scratch, "results"), ...settings }).map(
    ([name, value]) => `${name}=${value}`,
  );
  const [command = "", ...words] = [...through, process.execPath, `scripts/${verb}.ts`, ...args];
  const child = spawn(command, words, {
    cwd: project,
    detached: true,
    env: { PATH: process.env["PATH"], NODE_COMPILE_CACHE: compileCache, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const send = (name: NodeJS.Signals): void => {
    if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) process.kill(-child.pid, name);
  };
  const onAbort = (): void => send("SIGTERM");
  signal?.addEventListener("abort", onAbort, { once: true });
  const endedInTime = atExit(onAbort);

  const recorded: Recorded[] = [];
  const lines: string[] = [];
  const watchers = new Set<() => void>();
  const look = (): void => {
    recordProcesses(folderIn(lines, project), recorded);
    for (const watcher of watchers) watcher();
  };
  const timer = setInterval(look, 25);
  createInterface({ input: child.stderr }).on("line", (line) => {
    lines.push(line);
    look();
  });
  const stdout = text(child.stdout);
  const closed = new Promise<number | null>((done) => child.once("close", done));

  async function end(): Promise<LoadRun> {
    const exitCode = await closed;
    clearInterval(timer);
    look();
    signal?.removeEventListener("abort", onAbort);
    endedInTime();
    const runDir = folderIn(lines, project);
    const how = { mayBeCutOff: exitCode === null };
    const validFiles = runDir === undefined ? [] : await expectValidFiles(runDir, how);
    await expectValidResults(join(scratch, "results"), how);
    expect(lines.join("\n"), "a report believes what its own run left").not.toContain("cannot be believed");
    return {
      exitCode,
      stdout: await stdout,
      stderr: lines.join("\n"),
      ...readRun(runDir),
      validFiles,
      recorded,
      [Symbol.dispose]: () => rmSync(scratch, { recursive: true, force: true }),
    };
  }
  const ended = end();

  function until<T>(what: string, find: () => T | undefined): Promise<T> {
    const { promise, resolve: found, reject } = Promise.withResolvers<T>();
    const watcher = (): void => {
      const value = find();
      if (value === undefined) return;
      watchers.delete(watcher);
      found(value);
    };
    watchers.add(watcher);
    watcher();
    void ended.then(({ exitCode, stderr }) => reject(new Error(`ended (${exitCode}) before ${what}:\n${stderr}`)));
    return promise;
  }

  return {
    results: settings["RESULTS"] ?? join(scratch, "results"),
    send,
    recorded,
    ended,
    untilLine: (pattern) => until(`a line like ${pattern}`, () => lines.find((line) => pattern.test(line))),
    untilStarted: (name) => until(`it started ${name}`, () => recorded.find((process) => process.name === name)),
  };
}

/** A run that ended by itself or was asked to end leaves no process and no trace of one. */
export function expectNothingLeft({ recorded, runDir }: LoadRun): void {
  expect(recorded, "the run recorded what it started").not.toEqual([]);
  expect(recorded.filter(isAlive), "processes that outlived the run").toEqual([]);
  expect(existsSync(join(runDir ?? "", "running.json")), "running.json is gone").toBe(false);
}

/** The run's first line says where its folder is, before it starts anything. */
function folderIn(lines: readonly string[], project: string): string | undefined {
  const shown = lines.map((line) => / · (\S+)\/$/.exec(line)?.[1]).find((path) => path !== undefined);
  return shown === undefined ? undefined : resolve(project, shown);
}

function recordProcesses(runDir: string | undefined, recorded: Recorded[]): void {
  if (runDir === undefined) return;
  const running = readJson<{ processes: readonly Recorded[] }>(join(runDir, "running.json"));
  for (const process of running?.processes ?? [])
    if (!recorded.some(({ pid }) => pid === process.pid)) recorded.push(process);
}

function readRun(runDir: string | undefined): Pick<LoadRun, "runDir" | "verdict" | "summary"> {
  if (runDir === undefined) return { runDir, verdict: undefined, summary: undefined };
  return { runDir, verdict: readJson(join(runDir, "verdict.json")), summary: readJson(join(runDir, "summary.json")) };
}

/** `undefined` while there is no such file, or only half of it. */
function readJson<T>(path: string): T | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as T;
  } catch {
    return undefined;
  }
}
