/** Each gate's numbers over the nights, and where they changed for good. */
import type { Machine } from "../lib/machine.ts";
import { lastingChanges } from "./alarms.ts";
import type { HistoryRecord, RecordedGate } from "./record.ts";

interface TrendPoint {
  readonly record: HistoryRecord;
  readonly gate: RecordedGate;
}

export interface Change {
  /** The last run before, and the first after. */
  readonly last: TrendPoint;
  readonly first: TrendPoint;
  /** Of `first` among the trend's points. */
  readonly index: number;
  readonly before: number;
  readonly after: number;
  /** How likely chance alone makes such a difference. */
  readonly pValue: number;
  /** Of all gates the lower number is the better one. */
  readonly isWorse: boolean;
  /** How many runs have seen it. */
  readonly lasted: number;
}

export interface Trend {
  readonly part: string;
  readonly gate: string;
  readonly metric: string;
  readonly durationScale: number;
  readonly machine: string;
  /** Oldest first. */
  readonly points: readonly TrendPoint[];
  readonly changes: readonly Change[];
}

/** Older runs decide nothing any more: half a year of nights. */
const mostPoints = 180;

/** Numbers of another machine, scale or metric are other numbers: each has a trend of its own. */
export function trendsOf(records: readonly HistoryRecord[]): readonly Trend[] {
  const points = records.flatMap((record) => record.gates.map((gate): TrendPoint => ({ record, gate })));
  return [...Map.groupBy(points, keyOf).values()].map(trendOf);
}

function keyOf({ record: { part, durationScale, machine }, gate: { id, metric } }: TrendPoint): string {
  return JSON.stringify([part, id, metric, durationScale, machineText(machine)]);
}

function trendOf(unordered: readonly TrendPoint[]): Trend {
  const points = unordered.toSorted((a, b) => Date.parse(a.record.time) - Date.parse(b.record.time)).slice(-mostPoints);
  const [first] = points;
  if (first === undefined) throw new Error("a trend has at least one point");
  const changes = lastingChanges(points.map(({ gate }) => gate.observed)).flatMap(
    ({ index, before, after, pValue }) => {
      const [last, since] = [points[index - 1], points[index]];
      if (last === undefined || since === undefined) return [];
      return [
        { last, first: since, index, before, after, pValue, isWorse: after > before, lasted: points.length - index },
      ];
    },
  );
  const { record, gate } = first;
  return {
    ...{ part: record.part, gate: gate.id, metric: gate.metric, durationScale: record.durationScale },
    ...{ machine: machineText(record.machine), points, changes },
  };
}

/** What makes its numbers another machine's; its system and programs may be renewed, and may be what changed something. */
export function machineText({ cpu, cores, memoryMiB }: Machine): string {
  return `${cores} × ${cpu}, ${Math.round(memoryMiB / 1024)} GiB`;
}

/** What else was different from the last run before a change to the first after it. */
export function otherwiseChanged({ last, first }: Change): readonly string[] {
  const facts: readonly (readonly [name: string, of: (record: HistoryRecord) => string])[] = [
    ["k6", ({ k6 }) => k6],
    ["Node", ({ machine }) => machine.node],
    ["system", ({ machine }) => machine.system],
  ];
  return facts
    .filter(([, of]) => of(last.record) !== of(first.record))
    .map(([name, of]) => `${name} ${of(last.record)} to ${of(first.record)}`);
}

export interface FoundChange {
  readonly trend: Trend;
  readonly change: Change;
}

/** Of the changes that are told, so many may be chance. */
const mostFalse = 0.05;

/**
 * What a person should hear of, the newest first. Among hundreds of gates chance alone makes some look changed every night, so a change must
 * also be sure beside all that were looked at (Benjamini & Hochberg 1995, "Controlling the False Discovery Rate"), each at every night it has.
 */
export function allChanges(trends: readonly Trend[]): readonly FoundChange[] {
  const time = ({ change }: FoundChange): number => Date.parse(change.first.record.time);
  const chance = ({ trend, change }: FoundChange): number => change.pValue * trend.points.length;
  const bySureness = trends
    .flatMap((trend) => trend.changes.map((change) => ({ trend, change })))
    .sort((a, b) => chance(a) - chance(b));
  const last = bySureness.findLastIndex((found, index) => chance(found) <= (mostFalse * (index + 1)) / trends.length);
  return bySureness.slice(0, last + 1).sort((a, b) => time(b) - time(a) || a.change.pValue - b.change.pValue);
}
