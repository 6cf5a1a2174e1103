/** What stands out in each phase is what was measured in it, and nothing that was is left out. */
import { expect, it } from "vitest";
import { row } from "../../judge/sample-run.ts";
import { reporter as page } from "../formats/html.ts";
import { reporter as report } from "../formats/performance-report.ts";
import { phaseCells } from "../phase-text.ts";
import { sampleRun } from "../recorded-sample.ts";
import { gates, sampleSummary } from "../sample-folder.ts";
import { phaseFacts } from "./phase-facts.ts";
import type { RecordedRun } from "./run.ts";

function runOf(changes: Partial<RecordedRun> = {}): RecordedRun {
  return { ...sampleRun(), ...changes };
}

it("REP-18: tells of each phase the slowest operation, the costliest process, failures by class and recovery", () => {
  const recovery = { ...gates[0], operation: "fault.kill", metric: "recovery", phase: "steady", limit: 5000 };
  const run = runOf();
  const healed = { ...run, verdict: { ...run.verdict, gates: [...gates, recovery as (typeof gates)[number]] } };
  expect(phaseFacts(healed).map(phaseCells)).toEqual([
    ["warmup", "no right answer", "codebase, 0.25 cores", "none", "–"],
    [
      "steady",
      "registry.list of external, p95 230 ms",
      "codebase, 0.25 cores",
      "90 application",
      "kill of external: 12.5 ms (≤ 5000 ms)",
    ],
  ]);
  for (const text of [page.write(healed), report.write(healed)]) {
    expect(text).toContain("registry.list of external, p95 230 ms");
    expect(text).toContain("kill of external: 12.5 ms");
  }
});

it("REP-18: answers outside of every planned phase are a phase of their own", () => {
  const summary = { ...sampleSummary(), operations: [row("search.query", 100, 3, "untold", 7)] };
  const facts = phaseFacts(runOf({ summary }));
  expect(facts.map(({ name, slowest }) => [name, slowest?.operation])).toEqual([
    ["warmup", undefined],
    ["steady", undefined],
    ["untold", "search.query"],
  ]);
  expect(facts[2]?.failures).toEqual([{ errorClass: "application", count: 3 }]);
});
