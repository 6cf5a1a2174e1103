/** Trips of the workflow server's gates. */
import type { Trip } from "./trip.ts";

const scenario = "workflow";
const target = "workflow";

/**
 * A round is four operations, each given up after 1.4 s where the database refuses and after 4.5 s where it is silent:
 * these are sent while it is away, wherever in its round a user was.
 */
const refused = ["workflow.create_item/errorRate", "workflow.*/errorRate"];
const silent = ["workflow.entities/errorRate", "workflow.*/errorRate"];

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
  { scenario, fault: "database-kill:target=workflow,for=8", target, red: refused },
  { scenario, fault: "database-cut:target=workflow,for=8", target, red: refused },
  { scenario, fault: "database-freeze:target=workflow,for=10", target, red: silent },
  { scenario, fault: "database-lock:target=workflow,for=10", target, red: silent },
  { scenario, fault: "database-disk-full:target=workflow,for=10", target, red: ["workflow.create_item/errorRate"] },
];
