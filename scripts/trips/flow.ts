/** Trips of the flow across search and workflow, each server broken while both are under load. */
import type { Trip } from "./trip.ts";

const flow = { scenario: "flow", profile: "flow-10" } as const;

export const trips: readonly Trip[] = [
  { ...flow, fault: "delay:target=workflow,ms=250,for=6", target: "workflow", red: ["workflow.create_item/p95"] },
  {
    ...flow,
    fault: "kill:target=workflow,for=6",
    target: "workflow",
    red: ["workflow.create_item/errorRate", "workflow.read_item/errorRate", "workflow.flow/errorRate"],
  },
  { scenario: "flow", fault: "delay:target=codebase,ms=700,for=6", target: "codebase", red: ["search.find/p95"] },
  {
    scenario: "flow",
    fault: "database-kill:target=codebase,for=6",
    target: "codebase",
    red: ["search.query/errorRate", "search.find/errorRate"],
  },
];
