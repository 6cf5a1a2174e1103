/** When the generator is called late. */
import { describe, expect, it } from "vitest";
import { uncalibrated } from "./calibration.ts";
import { type GeneratorJudgement, judgeGenerator } from "./generator.ts";
import { canary, summaryOf } from "./sample-run.ts";

const lateness = (canaryMs: number, cores: number, runDelay: number, limits = uncalibrated): string | undefined =>
  judgeGenerator(summaryOf({ lateness: canary(canaryMs, "steady"), generator: { cores, runDelay } }), limits).late;

describe("the generator is", () => {
  it.each([
    ["quiet", 1, 0.1, 0.01],
    ["waiting with threads that serve no user", 3, 0.1, 0.3],
    ["uneasy", 7, 0.5, 0.05],
  ])("not late when it is %s", (_, canaryMs, cores, runDelay) => {
    expect(lateness(canaryMs, cores, runDelay)).toBeUndefined();
  });

  it.each([
    ["the canary is", 8, 0.1, 0.01, "canary p99 8 ms late"],
    ["k6 takes most of a core", 1, 0.7, 0.01, "k6 took 0.70 cores"],
    ["k6 waits and the canary feels it", 4, 0.1, 0.3, "k6 waited 0.30 s/s for a core"],
  ])("late when %s", (_, canaryMs, cores, runDelay, said) => {
    expect(lateness(canaryMs, cores, runDelay)).toBe(said);
  });

  it("late when the host takes the cores away in a judged phase, and how much of a latency is the host's is unknown there", () => {
    const stolenIn = (phase: string, share: number): GeneratorJudgement =>
      judgeGenerator(summaryOf({ stolen: [{ phase, share }] }), uncalibrated);
    expect(stolenIn("steady", 0.14).late).toBe("the host took 14 % of the cores");
    expect(stolenIn("steady", 0.14).latenessMs("steady", "p95")).toBe(Number.POSITIVE_INFINITY);
    expect(stolenIn("steady", 0.05).late).toBeUndefined();
    expect(stolenIn("steady", 0.05).latenessMs("steady", "p95")).toBeLessThan(10);
    expect(stolenIn("warmup", 0.14).late).toBeUndefined();
    expect(stolenIn("warmup", 0.14).latenessMs("steady", "p95")).toBeLessThan(10);
  });

  it("late where this machine's own limits are, and nowhere else", () => {
    const own = { cores: 1.8, runDelay: 0.4 };
    expect(lateness(5, 1.7, 0.3, own)).toBeUndefined();
    expect(lateness(5, 1.9, 0.3, own)).toBe("k6 took 1.90 cores");
    expect(lateness(5, 1.7, 0.5, own)).toBe("k6 waited 0.50 s/s for a core");
  });
});
