/** Trips of the flow across search and workflow, each server broken while both are under load. */
import type { Trip } from "./trip.ts";

const flow = { scenario: "flow", profile: "flow-10" } as const;
/** Long enough for a p95 of 25 flows a second in each phase. */
const neighbours = { scenario: "flow", profile: "neighbours", durationScale: 0.85, rows: ["WF-08"] } as const;

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
  {
    ...neighbours,
    durationScale: 0.7,
    fault: "kill:target=workflow,for=10;delay:target=codebase,ms=200,for=10",
    beside: "workflow",
    target: "codebase",
    red: ["beside.search.query/p95Times"],
  },
  {
    ...neighbours,
    fault: "kill:target=codebase,for=11;delay:target=workflow,ms=200,for=11",
    beside: "codebase",
    target: "workflow",
    red: [
      "beside.workflow.switch/p95Times",
      "beside.workflow.create_item/p95Times",
      "beside.workflow.read_item/p95Times",
    ],
  },
  {
    ...neighbours,
    durationScale: 0.7,
    fault: "kill:target=workflow,for=10;flood:target=codebase,rate=1500,for=10",
    beside: "workflow",
    target: "codebase",
    red: ["beside.memory/rssTimes", "beside.files/openFilesTimes"],
    lasting: ["beside.memory/rssTimes"],
  },
  {
    ...neighbours,
    durationScale: 0.7,
    fault: "kill:target=codebase,for=10;flood:target=workflow,rate=1500,for=10",
    beside: "codebase",
    target: "workflow",
    red: ["beside.memory/rssTimes", "beside.files/openFilesTimes"],
    lasting: ["beside.memory/rssTimes"],
  },
];
