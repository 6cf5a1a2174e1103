/** What a night picks: everything, or within its budget what is most due by age and importance. */
import { describe, expect, it } from "vitest";
import { type Part, partName } from "./part.ts";
import { type LastRun, type PickedPart, pick, totalSeconds } from "./pick.ts";
import { inTurns } from "./turns.ts";

const nowMs = Date.UTC(2026, 5, 1);
const part = (scenario: string, importance: number, seconds = 60): Part => ({
  ...{ scenario, profile: "load", importance, seconds, isRepeated: scenario === "ordinary" },
});
/** Days ago, by scenario. */
const ran = (days: Readonly<Record<string, number>>): ReadonlyMap<string, LastRun> =>
  new Map(
    Object.entries(days).map(([scenario, age]) => [
      partName({ scenario, profile: "load" }),
      { endedMs: nowMs - age * 86_400_000, tookSeconds: 60 },
    ]),
  );
const names = (parts: readonly Part[]): readonly string[] => parts.map(({ scenario }) => scenario);

describe("what a night picks", () => {
  it("without a budget everything, the most important first", () => {
    const { parts, waiting } = pick([part("fault", 3), part("ordinary", 100), part("row", 10)], new Map(), {
      nowMs,
      times: 1,
    });
    expect(names(parts)).toEqual(["ordinary", "row", "fault"]);
    expect(waiting).toEqual([]);
  });

  it("REP-12: within a budget the most due by age and importance, and never more than fits", () => {
    const all = [part("ordinary", 100), part("row", 10), part("fault", 3), part("other", 1)];
    const budgetSeconds = 130;
    const fresh = pick(all, ran({ ordinary: 1, row: 1, fault: 1, other: 1 }), { nowMs, budgetSeconds, times: 1 });
    expect(names(fresh.parts)).toEqual(["ordinary", "row"]);
    expect(names(fresh.waiting)).toEqual(["fault", "other"]);
    const old = pick(all, ran({ ordinary: 1, row: 1, fault: 1, other: 30 }), { nowMs, budgetSeconds, times: 1 });
    expect(names(old.parts)).toEqual(["ordinary", "other"]);
  });

  it("what never ran comes before its like, and not before what runs every night", () => {
    const all = [part("older", 3), part("new", 3), part("ordinary", 1000)];
    const { parts } = pick(all, ran({ older: 8, ordinary: 1 }), { nowMs, times: 1 });
    expect(names(parts)).toEqual(["ordinary", "new", "older"]);
  });

  it("what is too long for the rest of the budget lets shorter ones pass", () => {
    const all = [part("soak", 100, 2000), part("short", 1, 50)];
    expect(names(pick(all, new Map(), { nowMs, budgetSeconds: 100, times: 1 }).parts)).toEqual(["short"]);
  });

  it("a part takes as long as it took last", () => {
    const last = new Map([[partName(part("slow", 100)), { endedMs: nowMs, tookSeconds: 500 }]]);
    expect(pick([part("slow", 100)], last, { nowMs, budgetSeconds: 100, times: 1 }).parts).toEqual([]);
  });

  it("over a fortnight of nights too short for all, everything has its turn, and what matters most its every night", () => {
    const all = [part("ordinary", 100), ...Array.from({ length: 8 }, (_, index) => part(`fault-${index}`, 3))];
    const last = new Map<string, LastRun>();
    const counts = new Map<string, number>();
    for (let night = 0; night < 14; night += 1) {
      const endedMs = nowMs + night * 86_400_000;
      for (const { name } of pick(all, last, { nowMs: endedMs, budgetSeconds: 120, times: 1 }).parts) {
        last.set(name, { endedMs, tookSeconds: 60 });
        counts.set(name, (counts.get(name) ?? 0) + 1);
      }
    }
    expect(counts.get("ordinary/load")).toBe(14);
    expect(counts.size).toBe(all.length);
  });

  it("ordinary days are run again for at most half of a budget, and as often as asked without one", () => {
    const all = [part("ordinary", 100), ...Array.from({ length: 8 }, (_, index) => part(`fault-${index}`, 3))];
    const timesOf = (budgetSeconds: number | undefined, times = 9): readonly number[] =>
      pick(all, new Map(), { nowMs, budgetSeconds, times }).parts.map((each) => each.times);
    expect(timesOf(undefined)).toEqual([9, 1, 1, 1, 1, 1, 1, 1, 1]);
    expect(timesOf(undefined, 1)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1]);
    expect(timesOf(480)).toEqual([5, 1, 1, 1]);
    expect(timesOf(110)).toEqual([1]);
    const { parts, waiting } = pick(all, new Map(), { nowMs, budgetSeconds: 480, times: 9 });
    expect(totalSeconds(parts)).toBe(480);
    expect(waiting).toHaveLength(5);
    const recent = pick(all.slice(0, 7), ran({ ordinary: 0 }), { nowMs, budgetSeconds: 480, times: 9 }).parts;
    expect(recent.find(({ isRepeated }) => isRepeated)?.times).toBe(5);
  });
});

describe("the order of a night", () => {
  const picked = (times: number, ...others: readonly number[]): readonly PickedPart[] => [
    ...["mesh", "search"].map((name) => ({ ...part(name, 100), name, ageDays: 1, times })),
    ...others.map((seconds, index) => ({ ...part(`${index}`, 1, seconds), name: `${index}`, ageDays: 1, times: 1 })),
  ];
  const orderOf = (parts: readonly PickedPart[]): string => names(inTurns(parts)).join(" ");

  it("is the one given where each runs once", () => {
    expect(orderOf(picked(1, 60, 60))).toBe("mesh search 0 1");
  });

  it("spreads what runs several times over the whole night, by time and not by number", () => {
    expect(orderOf(picked(3, 60, 60, 60, 60))).toBe("mesh search 0 1 mesh search 2 3 mesh search");
    expect(orderOf(picked(3, 600, 60, 60, 60))).toBe("mesh search 0 mesh search 1 2 3 mesh search");
    expect(orderOf(picked(2))).toBe("mesh search mesh search");
  });
});
