/** Runs one command of a guide as a person would, shortened, and says what became of it. */
import { mkdtempSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { projectDir } from "../lib/paths.ts";
import { formatProblem, messageOf, Problem } from "../lib/problem.ts";
import { createProcesses, type OwnedProcess, type Processes } from "../lib/processes.ts";
import type { GuideCommand } from "./commands.ts";
import { type Ended, endedAs, whyBroken } from "./endings.ts";
import { resultsIn } from "./oldest-run.ts";
import { readyToRun, verbOf } from "./ready.ts";
import { deadlineMs, shortened } from "./shortened.ts";
import { withSystems } from "./systems.ts";

export interface Ran {
  readonly command: GuideCommand;
  readonly ended?: Ended;
  readonly seconds: number;
  readonly notes: readonly string[];
  /** Why it counts as broken. */
  readonly broken?: string;
  /** The end of what it said. */
  readonly said: string;
}

/** `folder` gets logs, results and data of all commands. */
export async function runGuideCommand(command: GuideCommand, folder: string, signal: AbortSignal): Promise<Ran> {
  const began = performance.now();
  const seconds = (): number => (performance.now() - began) / 1000;
  try {
    const ready = readyToRun(command.text, folder);
    if ("wrong" in ready) return { command, seconds: seconds(), notes: [], broken: ready.wrong, said: "" };
    const { ended, output } = await run(ready.text, folder, signal);
    const broken = whyBroken(verbOf(ready.text), ended);
    const said = output.trimEnd().split("\n").slice(-saidLines).join("\n");
    return {
      command,
      ended,
      seconds: seconds(),
      notes: ready.notes,
      said,
      ...(broken === undefined ? {} : { broken }),
    };
  } catch (error) {
    if (signal.aborted) throw error;
    const said = error instanceof Problem ? formatProblem(error) : String(error);
    return { command, seconds: seconds(), notes: [], broken: messageOf(error), said };
  }
}

const saidLines = 15;
/** A run that is asked to end still ends what it has started. */
const graceMs = 20_000;

async function run(text: string, folder: string, signal: AbortSignal): Promise<{ ended: Ended; output: string }> {
  const own = mkdtempSync(join(folder, "command-"));
  await using processes = createProcesses(own);
  const here = await withSystems(text, { processes, folder: own, signal });
  const started = processes.start({
    name: "output",
    command: "sh",
    args: ["-c", here],
    env: { ...home(), RESULTS: resultsIn(folder), ...shortened(text) },
    cwd: projectDir,
  });
  const code = await codeWithin(started, processes, signal);
  const output = readFileSync(started.logPath, "utf8");
  return { ended: endedAs(code, output), output };
}

/** `undefined` when it had to be ended. */
async function codeWithin(
  started: OwnedProcess,
  processes: Processes,
  signal: AbortSignal,
): Promise<number | null | undefined> {
  const timer = new AbortController();
  const isLate = delay(deadlineMs, "late" as const, { signal: AbortSignal.any([signal, timer.signal]) }).catch(
    () => "late" as const,
  );
  const first = await Promise.race([started.exited, isLate]);
  timer.abort();
  if (first !== "late") return first.code;
  await processes.stop(started, graceMs);
  signal.throwIfAborted();
  return undefined;
}

/** Git and npm look there; everything else of the caller's environment could make a command do what a guide does not say. */
function home(): Readonly<Record<string, string>> {
  const { HOME } = process.env;
  return HOME === undefined ? {} : { HOME };
}
