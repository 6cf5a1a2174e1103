/** One line of the history: what a nightly run found, and what it ran on. */
import type { StolenCores } from "#contract/summary";
import type { Gate, Verdict, VerdictName } from "#contract/verdict";
import { isStolen } from "../judge/generator.ts";
import type { Machine } from "../lib/machine.ts";
import { Problem } from "../lib/problem.ts";
import { visible } from "../report/markup.ts";

export const recordSchemaVersion = 1;

export interface HistoryRecord {
  readonly schemaVersion: typeof recordSchemaVersion;
  /** Name of the night's folder. */
  readonly night: string;
  /** When the run began, as ISO 8601. */
  readonly time: string;
  /** Name of the part of the night. */
  readonly part: string;
  readonly durationScale: number;
  readonly verdict: VerdictName;
  readonly exitCode: number;
  /** The first of its reasons, `null` for a run that has none. */
  readonly reason: string | null;
  readonly tookSeconds: number;
  /** Name of the run's folder, `null` when it never had one. */
  readonly run: string | null;
  readonly revision: string | null;
  readonly k6: string;
  readonly machine: Machine;
  /** What was measured and decided; none of a run that proves nothing, nor of a phase in which the host took the cores. */
  readonly gates: readonly RecordedGate[];
}

export type RecordedGate = Pick<Gate, "id" | "metric" | "limit" | "ok"> & { readonly observed: number };

/** None of a phase in which the host took the cores: met or not, its numbers are the host's. */
export function recordedGates(
  { verdict, gates }: Pick<Verdict, "verdict" | "gates">,
  stolen: readonly StolenCores[] = [],
): readonly RecordedGate[] {
  if (verdict === "INVALID") return [];
  return gates.flatMap(({ id, phase, metric, limit, ok, observed, undecided }) =>
    observed === null || undecided !== undefined || isStolen(phase, stolen)
      ? []
      : [{ id, metric, limit, ok, observed }],
  );
}

/** What a database's JSON may not hold is written as its number. */
export function recordedReason(reason: string | undefined): string | null {
  return reason === undefined ? null : visible(reason).slice(0, 600);
}

/** `undefined` for what is no record. Throws a Problem for one of a newer suite: its numbers may mean something else. */
export function recordOf(value: unknown, place: string): HistoryRecord | undefined {
  if (typeof value !== "object" || value === null || !("schemaVersion" in value)) return undefined;
  const { schemaVersion } = value;
  if (typeof schemaVersion === "number" && schemaVersion > recordSchemaVersion) {
    throw new Problem("usage", {
      what: `${place} has a record of schema version ${schemaVersion}, this suite reads ${recordSchemaVersion}`,
      why: "a newer suite wrote it, and its numbers may mean something else",
      fix: "use the newer suite, or another HISTORY or RESULTS",
    });
  }
  const record = value as HistoryRecord;
  const isWhole = typeof record.part === "string" && typeof record.time === "string" && Array.isArray(record.gates);
  return schemaVersion === recordSchemaVersion && isWhole ? record : undefined;
}
