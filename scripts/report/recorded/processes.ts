/** What processes used over time, from resources.csv. */

export interface UsagePoint {
  /** Since the load began. */
  readonly elapsedMs: number;
  readonly rssMiB: number;
  /** CPU time per wall time since the sample before; `null` for the first of a process. */
  readonly cores: number | null;
}

export interface ProcessUsage {
  readonly name: string;
  readonly points: readonly UsagePoint[];
}

type Row = Readonly<Record<string, string>>;

/** Samples in rows without values could not be taken: a process that is down has no points. */
export function processUsage(rows: readonly Row[], loadBeganMs: number): readonly ProcessUsage[] {
  const read = rows.filter(({ rssKib = "" }) => rssKib !== "");
  return [...Map.groupBy(read, ({ process = "" }) => process)].map(([name, own]) => ({
    name,
    points: mostOf(own.map((row, index) => pointOf(row, own[index - 1], loadBeganMs))),
  }));
}

function pointOf(row: Row, before: Row | undefined, loadBeganMs: number): UsagePoint {
  const timeMs = Number(row["timeMs"]);
  const seconds = (timeMs - Number(before?.["timeMs"])) / 1000;
  const used = Number(row["cpuSeconds"]) - Number(before?.["cpuSeconds"]);
  return {
    elapsedMs: Math.round(timeMs - loadBeganMs),
    rssMiB: Number(row["rssKib"]) / 1024,
    cores: before === undefined || before["pid"] !== row["pid"] || seconds <= 0 ? null : Math.max(0, used / seconds),
  };
}

const mostPoints = 200;

/** Long runs: of neighbours the one that held most memory. */
function mostOf(points: readonly UsagePoint[]): readonly UsagePoint[] {
  const size = Math.ceil(points.length / mostPoints);
  if (size <= 1) return points;
  const groups = Map.groupBy(points, (_, index) => Math.floor(index / size));
  return [...groups.values()].map((group) => ({
    elapsedMs: group.at(-1)?.elapsedMs ?? 0,
    rssMiB: Math.max(...group.map(({ rssMiB }) => rssMiB)),
    cores: average(group.flatMap(({ cores }) => cores ?? [])),
  }));
}

function average(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
