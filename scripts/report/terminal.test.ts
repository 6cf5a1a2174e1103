/** The table: users' operations first, then what the suite saw of targets by itself. */
import { expect, test } from "vitest";
import type { Gate } from "#contract/verdict";
import { evidenceOf, summaryOf } from "../judge/sample-run.ts";
import { judge } from "../judge/verdict.ts";
import { verdictTable } from "./terminal.ts";

const memory: Gate = {
  id: "resource.memory@external/judged/rssMaxKib",
  requirement: "REG-13",
  operation: "resource.memory",
  target: "external",
  phase: "judged",
  metric: "rssMaxKib",
  limit: 51_200,
  observed: 53_760,
  samples: 10,
  ok: false,
};
const recovery = { operation: "fault.kill", phase: "recovering", metric: "recovery", limit: 5000, observed: 14.2 };

function insideRows(...gates: readonly Gate[]): readonly string[] {
  const verdict = judge(evidenceOf());
  const table = verdictTable(summaryOf(), { ...verdict, gates: [...verdict.gates, ...gates] });
  return (table.split("\n\n")[1] ?? "").split("\n").map((line) => line.replace(/ {2,}/g, " | "));
}

test("a run without faults and limits on resources has one table", () => {
  expect(verdictTable(summaryOf(), judge(evidenceOf()))).not.toContain("\n\n");
});

test("limits on resources and faults have rows of their own, with what was observed", () => {
  const undecided = { ...memory, observed: null, samples: 0, undecided: "external was not sampled" };
  const rows = insideRows(memory, { ...memory, ok: true, knownMiss: "the runtime takes more" }, undecided, {
    ...memory,
    ...recovery,
    ok: true,
  });
  expect(rows).toEqual([
    "gate | target | phase | samples | observed | limit | ok",
    "resource.memory | external | judged | 10 | 53760 KiB | RSS max<51200 KiB | NO",
    "resource.memory | external | judged | 10 | 53760 KiB | RSS max<51200 KiB | listed",
    "resource.memory | external | judged | 0 | – | RSS max<51200 KiB | ?",
    "fault.kill | external | recovering | 10 | 14 ms | recovery<=5000 ms | yes",
  ]);
});
