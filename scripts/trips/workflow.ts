/** Trips of the workflow server's gates. */
import type { Trip } from "./trip.ts";

const scenario = "workflow";
const target = "workflow";

export const trips: readonly Trip[] = [
  {
    scenario,
    fault: "delay:target=workflow,ms=2500,for=12", // above the limit of the slowest, below a request's timeout
    target,
    red: ["workflow.switch/p95", "workflow.entities/p95", "workflow.create_item/p95", "workflow.list_items/p95"],
  },
  {
    scenario,
    fault: "kill:target=workflow,for=6",
    target,
    red: [
      "workflow.switch/errorRate",
      "workflow.entities/errorRate",
      "workflow.create_item/errorRate",
      "workflow.list_items/errorRate",
      "workflow.*/errorRate",
    ],
  },
];
