/** Puts faults on and takes them off by the run's clock, and proves both. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Phase } from "#contract/plan";
import type { Answered, Injection, Subject } from "../faults/fault.ts";
import { messageOf } from "../lib/problem.ts";
import type { OwnedProcess, Processes } from "../lib/processes.ts";
import { epochMs } from "../lib/schedule.ts";
import { waitFor } from "../lib/waiting.ts";
import type { ChosenFault } from "./fault-choice.ts";
import { guardSeconds } from "./fault-phases.ts";
import type { Journal } from "./healing/journal.ts";
import { type UndoStep, undoAll } from "./healing/undo.ts";
import type { Timeline } from "./timeline.ts";

export interface Stage {
  readonly processes: Processes;
  readonly dataDir: string;
  readonly timeline: Timeline;
  readonly journal: Journal;
  /** Every system under load, by name. */
  readonly subjects: ReadonlyMap<string, Subject & { ask(timeoutMs?: number): Promise<Answered> }>;
  readonly say: (line: string) => void;
  /** Whatever serves after a fault is watched like what served before it: it must not die. */
  readonly watch: (process: OwnedProcess) => void;
}

/** What became of one fault; times in epoch ms, `null` for what did not happen. */
export interface FaultOutcome {
  readonly fault: string;
  readonly target: string;
  /** The instant before it was put on. */
  readonly injectedMs: number | null;
  readonly bittenMs: number | null;
  /** The instant before it was taken off: a target that must start again takes its time from here. */
  readonly healingMs: number | null;
  readonly isHealed: boolean;
  /** Why it proves nothing, empty when it does. */
  readonly flaws: readonly string[];
}

/** The load's start, and its phases as `faultProfile` names them. */
export interface Clock {
  readonly startMs: number;
  readonly phases: readonly Phase[];
}

/** Resolves when the fault is over, healed or not; heals at once when `signal` is aborted. Never rejects. */
export async function direct(
  chosen: ChosenFault,
  { startMs, phases }: Clock,
  stage: Stage,
  signal: AbortSignal,
): Promise<FaultOutcome> {
  const { fault, target, values, lastsSeconds } = chosen;
  const outcome = {
    fault: fault.name,
    target,
    injectedMs: null,
    bittenMs: null,
    healingMs: null,
    isHealed: false,
    flaws: [] as string[],
  } as {
    -readonly [K in keyof FaultOutcome]: FaultOutcome[K] extends readonly string[] ? string[] : FaultOutcome[K];
  };
  const tell = (event: string, details: object = {}): void => {
    stage.journal.note(event, { fault: fault.name, target, ...details });
    stage.timeline.note(event, { fault: fault.name, target, ...details });
  };
  const edge = (name: string): number => startMs + (phases.find((phase) => phase.name === name)?.startMs ?? 0);
  const subject = stage.subjects.get(target);
  if (subject === undefined) return { ...outcome, flaws: [`${target} is not there to be broken`] };
  const dataDir = join(stage.dataDir, `fault-${fault.name}-${target}`);
  let strikeOut = (): void => {};
  let steps: readonly UndoStep[] = [];
  let injection: Injection | undefined;
  try {
    const onMs = edge("breaking") + guardSeconds * 1000;
    await until(onMs, signal);
    mkdirSync(dataDir);
    outcome.injectedMs = epochMs();
    injection = await fault.inject({
      values,
      subject,
      processes: stage.processes,
      dataDir,
      signal,
      ask: subject.ask,
      journal(toUndo) {
        steps = toUndo;
        strikeOut = stage.journal.open({ fault: fault.name, target, steps });
        tell("inject", { values });
        outcome.injectedMs = epochMs();
      },
    });
    const bit = injection;
    const deadlineMs = Math.max(0, edge("during") - epochMs());
    const bite = async (): Promise<true | undefined> => ((await bit.hasBitten()) ? true : undefined);
    if ((await waitFor(bite, { deadlineMs, pollMs: 5, signal })) === undefined) outcome.flaws.push("it did not bite");
    else outcome.bittenMs = epochMs();
    tell("bitten", { isBitten: outcome.bittenMs !== null });
    stage.say(`  fault     ${fault.name} of ${target} ${outcome.bittenMs === null ? "did not bite" : "bites"}`);
    await until(onMs + lastsSeconds * 1000, signal);
  } catch (error) {
    if (!signal.aborted) outcome.flaws.push(messageOf(error));
  }
  try {
    tell("heal");
    outcome.healingMs = epochMs();
    if (injection === undefined) undoAll(steps); // it broke something and then failed to be put on
    await injection?.heal();
    outcome.isHealed = true;
    strikeOut();
    for (const server of serversOf(subject)) stage.watch(server);
    const shortfall = signal.aborted ? undefined : injection?.shortfall?.();
    if (shortfall !== undefined) outcome.flaws.push(shortfall);
    tell("healed", { isHealed: true });
    stage.say(`  fault     ${fault.name} of ${target} is healed`);
  } catch (error) {
    outcome.flaws.push(`it was not healed: ${messageOf(error)}`);
    tell("healed", { isHealed: false, why: messageOf(error) });
  }
  return outcome;
}

/** Those that serve now. */
function serversOf({ running }: Subject): readonly OwnedProcess[] {
  return [running, running?.database].flatMap((started) => (started === undefined ? [] : [started.service.server]));
}

async function until(timeMs: number, signal: AbortSignal): Promise<void> {
  await delay(Math.max(0, timeMs - epochMs()), undefined, { signal });
}
