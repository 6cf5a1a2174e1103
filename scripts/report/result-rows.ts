/** What a run says of each row of the requirements: its gates, and what was measured for them. */
import type { IterationSummary, OperationSummary } from "#contract/summary";
import type { Gate } from "#contract/verdict";
import { type GateState, stateOf } from "./gate-text.ts";
import type { RecordedRun } from "./recorded/run.ts";
import { rows } from "./rows.ts";

/** What a gate was judged by, as far as the run's folder holds it. */
export interface Raw {
  readonly operations?: readonly OperationSummary[];
  readonly iterations?: readonly IterationSummary[];
  /** Of single starts, or of indexing. */
  readonly timesMs?: readonly number[];
  readonly memory?: readonly { readonly elapsedMs: number; readonly rssMiB: number }[];
}

export interface ResultRow {
  readonly requirement: string;
  /** What it asks; empty for rules of the suite. */
  readonly about: string;
  /** That of its worst gate. */
  readonly state: GateState;
  readonly gates: readonly (Gate & { readonly raw: Raw })[];
}

/** Every row that a gate names, in the order in which they were judged. */
export function resultRows(run: RecordedRun): readonly ResultRow[] {
  const byRow = Map.groupBy(run.verdict.gates, ({ requirement }) => requirement);
  return [...byRow].map(([requirement, gates]) => ({
    requirement,
    about: rows.find(({ id }) => id === requirement)?.about ?? "",
    state: worstOf(gates.map(stateOf)),
    gates: gates.map((gate) => ({ ...gate, raw: rawOf(gate, run) })),
  }));
}

function worstOf(states: readonly GateState[]): GateState {
  return (["miss", "undecided"] as const).find((state) => states.includes(state)) ?? "ok";
}

function rawOf({ operation, target, phase }: Gate, run: RecordedRun): Raw {
  const [kind = "", about = "", process = target] = operation.split(".");
  if (kind === "resource" && about in timedAs) return { timesMs: timesOf(timedAs[about], target, run) };
  if (about === "memory") return { memory: memoryOf(process, run) };
  const { operations = [], iterations = [] } = run.summary ?? {};
  const ofTarget = operations.filter((row) => row.target === target);
  // one system beside another's fault is held against itself, so all its phases count
  if (kind === "beside") return { operations: ofTarget.filter((row) => operation === `beside.${row.operation}`) };
  if (about !== "*")
    return { operations: ofTarget.filter((row) => row.operation === operation && row.phase === phase) };
  return {
    operations: ofTarget.filter((row) => row.operation.startsWith(`${kind}.`)),
    iterations: iterations.filter(({ scenario }) => scenario === `${kind}-${target}`),
  };
}

/** What is timed before the load, and the event of the timeline that tells it. */
const timedAs: { readonly [about: string]: string } = { start: "starts", index: "index-runs" };

function timesOf(event: string | undefined, target: string, { happenings }: RecordedRun): readonly number[] {
  const timed = happenings.find((each) => each.event === event && each["target"] === target)?.["timesMs"];
  return Array.isArray(timed) ? timed : [];
}

function memoryOf(process: string, { processes }: RecordedRun): NonNullable<Raw["memory"]> {
  const points = processes.find(({ name }) => name === process)?.points ?? [];
  return points.map(({ elapsedMs, rssMiB }) => ({ elapsedMs, rssMiB }));
}
