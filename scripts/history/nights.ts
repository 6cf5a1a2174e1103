/** The history night by night: how many runs passed, and on what. */
import type { HistoryRecord } from "./record.ts";

export interface NightRow {
  readonly night: string;
  readonly runs: number;
  readonly passed: number;
  readonly failed: number;
  readonly invalid: number;
  readonly tookSeconds: number;
  readonly revision: string | null;
  readonly records: readonly HistoryRecord[];
}

/** The newest first. */
export function nightsOf(records: readonly HistoryRecord[]): readonly NightRow[] {
  return [...Map.groupBy(records, ({ night }) => night)]
    .map(([night, own]): NightRow => {
      const count = (verdict: HistoryRecord["verdict"]): number =>
        own.filter((each) => each.verdict === verdict).length;
      return {
        night,
        ...{ runs: own.length, passed: count("PASS"), failed: count("FAIL"), invalid: count("INVALID") },
        tookSeconds: own.reduce((sum, { tookSeconds }) => sum + tookSeconds, 0),
        revision: own.at(-1)?.revision ?? null,
        records: own,
      };
    })
    .sort((a, b) => (a.night < b.night ? 1 : -1));
}

/** `1 h 58 min`, `3 min`, `12 s`. */
export function durationText(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
