/** Decodes k6's dashboard events into numbers by metric name. */
import type { StreamEvent } from "./stream.ts";

/** Values of one period by metric name, then by aggregate (`p(95)`, `rate`, `count`, `value`). */
export type Snapshot = ReadonlyMap<string, Readonly<Record<string, number>>>;

interface Param {
  readonly aggregates: Readonly<Record<string, readonly string[]>>;
}
type MetricTypes = Readonly<Record<string, { readonly type: string }>>;

/** Feed it every event in order; it answers where the event is of that kind: values of one period, or since the load began. Arrays follow the sorted metric names seen so far. */
export function createDecoder(
  kind: "snapshot" | "cumulative" = "snapshot",
): (event: StreamEvent) => Snapshot | undefined {
  const types = new Map<string, string>();
  let names: readonly string[] = [];
  let aggregates: Param["aggregates"] = {};
  return ({ event, data }) => {
    if (event === "param") aggregates = (data as Param).aggregates;
    if (event === "metric") {
      for (const [name, { type }] of Object.entries(data as MetricTypes)) types.set(name, type);
      names = [...types.keys()].sort();
    }
    if (event !== kind) return undefined;
    const snapshot = new Map<string, Record<string, number>>();
    (data as readonly (readonly number[])[]).forEach((values, index) => {
      const name = names[index];
      if (name === undefined || values.length === 0) return;
      const labels = aggregates[types.get(name) ?? ""] ?? [];
      snapshot.set(name, Object.fromEntries(values.map((value, at) => [labels[at] ?? `${at}`, value])));
    });
    return snapshot;
  };
}
