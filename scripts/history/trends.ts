/** Each gate's numbers over the nights, and where they changed for good. */
import type { Machine } from "../lib/machine.ts";
import { lastingChanges } from "./alarms.ts";
import { midmean } from "./midmean.ts";
import type { HistoryRecord, RecordedGate } from "./record.ts";

/** What one night says of a gate. */
export interface TrendPoint {
  /** The first of the night that measured it. */
  readonly record: HistoryRecord;
  /** Its number is the midmean of the night's runs; it is met when all of them met it. */
  readonly gate: RecordedGate;
  /** What each run of the night measured. */
  readonly runs: readonly number[];
}

export interface Change {
  /** The last night before, and the first after. */
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
  /** How many nights have seen it. */
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

/** Older nights decide nothing any more: half a year of nights. */
const mostPoints = 180;

/** Numbers of another machine, scale or metric are other numbers: each has a trend of its own. */
export function trendsOf(records: readonly HistoryRecord[]): readonly Trend[] {
  const measured = records.flatMap((record) => record.gates.map((gate): Measured => ({ record, gate })));
  return [...Map.groupBy(measured, keyOf).values()].map(trendOf);
}

type Measured = Pick<TrendPoint, "record" | "gate">;

function keyOf({ record: { part, durationScale, machine }, gate: { id, metric } }: Measured): string {
  return JSON.stringify([part, id, metric, durationScale, machineText(machine)]);
}

function trendOf(unordered: readonly Measured[]): Trend {
  const inTime = unordered.toSorted((a, b) => Date.parse(a.record.time) - Date.parse(b.record.time));
  const points = [...Map.groupBy(inTime, ({ record }) => record.night).values()].map(pointOf).slice(-mostPoints);
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

function pointOf(night: readonly Measured[]): TrendPoint {
  const [first, last] = [night[0], night.at(-1)];
  if (first === undefined || last === undefined) throw new Error("a night of a trend has at least one run");
  const runs = night.map(({ gate }) => gate.observed);
  const ok = night.every(({ gate }) => gate.ok);
  return { record: first.record, gate: { ...last.gate, ok, observed: midmean(runs) }, runs };
}

/** What makes its numbers another machine's; its system and programs may be renewed, and may be what changed something. */
export function machineText({ cpu, cores, memoryMiB }: Machine): string {
  return `${cores} × ${cpu}, ${Math.round(memoryMiB / 1024)} GiB`;
}

/** What else was different from the last night before a change to the first after it. */
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
