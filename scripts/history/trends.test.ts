/** Trends over nights: found where a gate changed for good, kept apart where numbers are other numbers, shown as text. */
import { describe, expect, it } from "vitest";
import { changeLine } from "./change-words.ts";
import { historyMarkdown } from "./markdown.ts";
import { historyPage } from "./page.ts";
import type { HistoryRecord } from "./record.ts";
import { sampleGate, sampleHistory, sampleRecord } from "./sample-history.ts";
import { letterline } from "./sparkline.ts";
import { allChanges, trendsOf } from "./trends.ts";

describe("trends", () => {
  it("REP-12: a change is told with its gate, its night, its size and the revisions around it", () => {
    const trends = trendsOf(sampleHistory());
    expect(allChanges(trends).map(changeLine)).toEqual([
      "worse since 2026-01-11  registry/load  registry.list@mcp-mesh/steady/p95: 10 ms to 12 ms (+20.0 %), revision aaaaaaaaaa to bbbbbbbbbb",
    ]);
    expect(trends.map((trend) => letterline(trend))).toEqual([expect.stringMatching(/^[▁▂]{10}┃[▇█]{10}$/)]);
  });

  it("what came late is put in its place by time", () => {
    const [change] = allChanges(trendsOf(sampleHistory().toReversed()));
    expect(change?.change.first.record.night).toBe("2026-01-11T02-00-00Z");
  });

  it("a night is one point however many runs it made: their midmean, so that a bad run in four is no bad night", () => {
    const night = (day: number, ...observed: readonly number[]): readonly HistoryRecord[] =>
      observed.map((value, run) =>
        sampleRecord(day, {
          time: new Date(Date.UTC(2026, 0, 1 + day, 2, run)).toISOString(),
          gates: [{ ...sampleGate, observed: value, ok: value <= 200 }],
        }),
      );
    const records = [...night(0, 10, 500, 11, 9), ...night(1, 12, 10), ...night(2, 7)];
    const [trend] = trendsOf(records);
    expect(trend?.points.map(({ gate }) => gate.observed)).toEqual([10.5, 11, 7]);
    expect(trend?.points.map(({ gate }) => gate.ok)).toEqual([false, true, true]);
    expect(trend?.points.map(({ runs }) => runs.length)).toEqual([4, 2, 1]);
    expect(trend?.points[0]?.record.time).toBe("2026-01-01T02:00:00.000Z");
    const first = { records: records.slice(0, 4), unreadable: 0 };
    expect(historyPage(first)).toContain("10.5 ms missed in a run or more");
    expect(historyMarkdown(first)).toContain("10.5 ms **missed in a run or more**");
  });

  it("numbers of another machine, length, part or metric are never one trend", () => {
    const { machine } = sampleRecord(0);
    const before = sampleHistory().slice(0, 10);
    for (const other of [
      { machine: { ...machine, cores: 4 } },
      { durationScale: 0.5 },
      { part: "registry/load@reference-registry" },
      { gates: [{ ...sampleGate, metric: "max", observed: 12 }] },
    ]) {
      const after = sampleHistory()
        .slice(10)
        .map((record) => ({ ...record, ...other }));
      const trends = trendsOf([...before, ...after]);
      expect(trends).toHaveLength(2);
      expect(allChanges(trends)).toEqual([]);
    }
  });

  it("one gate that may have changed by chance is told alone, and not among hundreds; one that surely did is told among them", () => {
    const doubtful = [10, 10.4, 9.6, 10.2, 9.8, 10.3, 9.7, 10.1, 11.2, 11, 11.3].map((observed, day) =>
      sampleRecord(day, { part: "doubtful" }, observed),
    );
    const quiet = Array.from({ length: 300 }, (_, part) =>
      [0, 1, 2].map((day) => sampleRecord(day, { part: `quiet-${part}` })),
    ).flat();
    const told = (...records: readonly HistoryRecord[]): readonly string[] =>
      allChanges(trendsOf(records)).map(({ trend }) => trend.part);
    expect(told(...doubtful)).toEqual(["doubtful"]);
    expect(told(...doubtful, ...quiet, ...sampleHistory())).toEqual(["registry/load"]);
  });

  it("what else was renewed stands beside a change", () => {
    const { machine } = sampleRecord(0);
    const [first, second] = [sampleHistory().slice(0, 10), sampleHistory().slice(10)];
    const renewed = second.map((record) => ({ ...record, k6: "2.3.0", machine: { ...machine, node: "v25.0.0" } }));
    const page = historyPage({ records: [...first, ...renewed], unreadable: 0 });
    expect(page).toContain("k6 2.2.0 to 2.3.0; Node v24.0.0 to v25.0.0");
  });
});

describe("the history's page and Markdown", () => {
  it("REP-12: hold what changed, since when and at which revision, with a trend in one line", () => {
    const history = { records: sampleHistory(), unreadable: 1 };
    const page = historyPage(history);
    for (const text of ["2026-01-11", "▲ worse", "10 ms to 12 ms (+20.0 %)", "aaaaaaaaaa to bbbbbbbbbb", "1 line of"])
      expect(page).toContain(text);
    expect(page).toMatch(
      /<svg class="spark"[^>]+aria-label="20 nights from 9.8 ms to 12.2 ms, the last 12 ms, 1 lasting change"/,
    );
    const markdown = historyMarkdown(history);
    expect(markdown).toMatch(
      /\| 2026-01-11 \| worse \| `registry\/load` `registry\.list@[^`]+` \| 10 ms to 12 ms \(\+20\.0 %\) \| [▁▂]{10}┃[▇█]{10} \|/,
    );
  });

  it("say so where there is nothing", () => {
    const nothing = { records: [], unreadable: 0 };
    expect(historyPage(nothing)).toContain("No nightly run is recorded yet.");
    expect(historyMarkdown(nothing)).toContain("Nothing has changed for good.");
  });

  it("take every name and reason as text", () => {
    const hostile = '<img src=x onerror="document.title=1">|`[a](http://b)';
    const gates = [{ ...sampleGate, id: hostile }];
    const records = sampleHistory({ part: hostile, verdict: "FAIL", reason: hostile, revision: hostile }).map(
      (record) => ({ ...record, gates: gates.map((gate) => ({ ...gate, observed: record.gates[0]?.observed ?? 0 })) }),
    );
    expect(historyPage({ records, unreadable: 0 })).not.toContain("<img");
    const markdown = historyMarkdown({ records, unreadable: 0 });
    for (const line of markdown.split("\n").filter((each) => each.includes("img")))
      expect(line.replaceAll(/(`+) ?.*? ?\1/g, "")).not.toMatch(/<img|\[a\]/);
  });

  it("a history of many parts stays small enough for a comment", () => {
    const records = Array.from({ length: 1000 }, (_, part) => sampleRecord(0, { part: `registry/load+fault-${part}` }));
    const markdown = historyMarkdown({ records, unreadable: 0 });
    expect(markdown.length).toBeLessThan(60_000);
    expect(markdown).toMatch(/\d+ more trends are in `history.html`/);
  });
});
