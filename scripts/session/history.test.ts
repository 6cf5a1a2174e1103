import { describe, expect, it } from "vitest";
import { createHistory, mostPoints } from "./history.ts";
import type { Message, PeriodMessage } from "./message.ts";

function period(second: number, k6 = "k6"): PeriodMessage {
  return {
    type: "period",
    k6,
    timeMs: second * 1000,
    seconds: 1,
    vus: 1,
    requests: { registry: 10 },
    errors: second % 2 === 0 ? { "registry.http": 1 } : {},
    latency: { "registry.list": [1, 2, 3, second] },
    latenessMs: second,
  };
}

const gates = (k6: string): Message => ({ type: "gates", k6, rows: [] });
const messages = (history: ReturnType<typeof createHistory>, known?: number): readonly Message[] =>
  history.since(known).map(({ message }) => message);

describe("what a page that comes late is told", () => {
  it("is everything, after a reset; and only what is new to one that knows the rest", () => {
    const history = createHistory();
    history.add({ type: "run", title: "a", path: "a/" });
    const { id } = history.add(period(1));
    history.add(period(2));
    expect(messages(history).map(({ type }) => type)).toEqual(["reset", "run", "period", "period"]);
    expect(messages(history, id)).toEqual([period(2)]);
  });

  it("holds the newest gates of each k6 process", () => {
    const history = createHistory();
    for (const k6 of ["a", "b", "a", "a"]) history.add(gates(k6));
    expect(messages(history)).toEqual([{ type: "reset" }, gates("b"), gates("a")]);
  });

  it("stays small in a long run: nothing counted is lost, the worst stays, and who knows the old points gets all anew", () => {
    const history = createHistory();
    history.add({ type: "run", title: "long", path: "long/" });
    const before = history.add(period(1)).id;
    const seconds = mostPoints * 20;
    for (let second = 2; second <= seconds; second += 1) history.add(period(second));
    const kept = messages(history).filter((message) => message.type === "period");
    expect(kept.length).toBeLessThanOrEqual(mostPoints);
    const sum = (of: (each: PeriodMessage) => number): number => kept.reduce((total, each) => total + of(each), 0);
    expect(sum(({ requests }) => requests["registry"] ?? 0)).toBe(seconds * 10);
    expect(sum((each) => each.errors["registry.http"] ?? 0)).toBe(seconds / 2);
    expect(sum((each) => each.seconds)).toBe(seconds);
    expect(Math.max(...kept.map(({ latency }) => latency["registry.list"]?.[3] ?? 0))).toBe(seconds);
    expect(messages(history, before)[0]).toEqual({ type: "reset" });
  });

  it("never joins points of different k6 processes", () => {
    const history = createHistory();
    for (let second = 1; second <= mostPoints; second += 1)
      for (const k6 of ["a", "b"]) history.add(period(second, k6));
    const kept = messages(history).filter((message) => message.type === "period");
    for (const name of ["a", "b"]) {
      const own = kept.filter(({ k6 }) => k6 === name);
      expect(own.reduce((total, { seconds }) => total + seconds, 0)).toBe(mostPoints);
    }
  });

  it("makes a run that another one follows a line", () => {
    const history = createHistory();
    history.add({ type: "run", title: "first", path: "1/" });
    history.add(period(1));
    history.add({ type: "verdict", verdict: "FAIL", reasons: [], notes: [], gates: [] });
    history.add({ type: "run", title: "second", path: "2/" });
    history.add({ type: "run", title: "third", path: "3/" });
    expect(messages(history)).toEqual([
      { type: "reset" },
      { type: "earlier", title: "first", verdict: "FAIL", path: "1/" },
      { type: "earlier", title: "second", verdict: "no verdict", path: "2/" },
      { type: "run", title: "third", path: "3/" },
    ]);
  });
});
