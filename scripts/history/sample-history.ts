/** Made-up histories for tests: what runs of one part would have left. */
import type { HistoryRecord, RecordedGate } from "./record.ts";

export const sampleGate: RecordedGate = {
  id: "registry.list@mcp-mesh/steady/p95",
  metric: "p95",
  limit: 200,
  ok: true,
  observed: 10,
};

/** The night of so many days after the first of January. */
export function sampleRecord(day: number, given: Partial<HistoryRecord> = {}, observed = 10): HistoryRecord {
  const time = new Date(Date.UTC(2026, 0, 1 + day, 2)).toISOString();
  return {
    schemaVersion: 1,
    night: time.replaceAll(":", "-").replace(".000Z", "Z"),
    time,
    part: "registry/load",
    durationScale: 1,
    verdict: "PASS",
    exitCode: 0,
    reason: null,
    tookSeconds: 55,
    run: `run-${day}`,
    revision: "aaaaaaaaaaaaaaaa",
    k6: "2.2.0",
    machine: { system: "Linux 6 x64", cpu: "cpu", cores: 2, memoryMiB: 8192, node: "v24.0.0" },
    gates: [{ ...sampleGate, observed }],
    ...given,
  };
}

/** Ten nights at 10, ten at 12 from another revision on, without chance. */
export function sampleHistory(given: Partial<HistoryRecord> = {}): readonly HistoryRecord[] {
  const wander = [1, 0.99, 1.01, 1, 1.02, 0.98, 1, 1.01, 0.99, 1];
  return [10, 12].flatMap((level, half) =>
    wander.map((share, index) =>
      sampleRecord(
        half * 10 + index,
        { ...given, revision: half === 0 ? "aaaaaaaaaaaaaaaa" : "bbbbbbbbbbbbbbbb" },
        level * share,
      ),
    ),
  );
}
