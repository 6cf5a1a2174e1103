/** Trips of the flow across search and workflow, each server broken while both are under load. */
import type { Trip } from "./trip.ts";

const flow = { scenario: "flow", profile: "flow-10" } as const;

/** While the other one is down it is slow itself, or holds what nobody ends. */
function besideDead(target: string, beside: string, operations: readonly string[]): readonly Trip[] {
  // long enough for a p95 of 25 flows a second in each phase
  const shape = { scenario: "flow", profile: "neighbours", durationScale: 0.9 } as const;
  const own = { ...shape, beside, target, rows: ["WF-08"] };
  const kill = `kill:target=${beside},for=12,recover=10`; // WF-08 gives it 10 s
  const memory = "beside.memory/rssTimes";
  return [
    {
      ...own,
      fault: `${kill};delay:target=${target},ms=60,for=12`,
      red: operations.map((operation) => `beside.${operation}/p95Times`),
    },
    {
      ...own,
      fault: `${kill};flood:target=${target},rate=40,kib=900,for=12`, // 200 at a time
      red: [memory, "beside.files/openFilesTimes"],
      lasting: [memory],
    },
  ];
}

export const trips: readonly Trip[] = [
  {
    ...flow,
    fault: "delay:target=workflow,ms=250,for=6",
    target: "workflow",
    red: ["workflow.create_item/p95"],
    rows: ["WF-05"],
  },
  {
    ...flow,
    fault: "kill:target=workflow,for=6",
    target: "workflow",
    red: ["workflow.create_item/errorRate", "workflow.read_item/errorRate", "workflow.flow/errorRate"],
    rows: ["WF-05", "WF-09"],
  },
  {
    scenario: "flow",
    fault: "delay:target=codebase,ms=700,for=6",
    target: "codebase",
    red: ["search.find/p95"],
    rows: ["WF-05"],
  },
  {
    scenario: "flow",
    fault: "database-kill:target=codebase,for=6",
    target: "codebase",
    red: ["search.query/errorRate", "search.find/errorRate"],
    rows: ["SRCH-03", "WF-05"],
  },
  {
    scenario: "flow",
    fault: "kill:target=workflow,for=6;database-kill:target=codebase,for=6",
    beside: "workflow",
    target: "codebase",
    red: ["search.query/errorRate-while-workflow-is-broken"],
    rows: ["SRCH-20"],
  },
  {
    ...flow,
    fault: "kill:target=codebase,for=8;delay:target=workflow,ms=250,for=8",
    beside: "codebase",
    target: "workflow",
    red: ["workflow.create_warned/p95-while-search-is-broken"],
    rows: ["WF-06"],
  },
  // nothing is written down, so nothing that is says what it should
  {
    ...flow,
    fault: "kill:target=codebase,for=8;database-kill:target=workflow,for=8",
    beside: "codebase",
    target: "workflow",
    red: ["workflow.create_warned/errorRate-while-search-is-broken"],
    rows: ["WF-06"],
  },
  ...besideDead("codebase", "workflow", ["search.query"]),
  ...besideDead("workflow", "codebase", ["workflow.switch", "workflow.create_item", "workflow.read_item"]),
];
