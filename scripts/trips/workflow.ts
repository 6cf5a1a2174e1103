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
const rows = ["WF-09"];

export const trips: readonly Trip[] = [
  {
    scenario,
    fault: "delay:target=workflow,ms=2500,for=12", // above the limit of the slowest, below a request's timeout
    target,
    red: ["workflow.switch/p95", "workflow.entities/p95", "workflow.create_item/p95", "workflow.list_items/p95"],
    rows: ["WF-01", "WF-03", "WF-05", "WF-09"],
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
    rows,
  },
  { scenario, fault: "database-kill:target=workflow,for=8", target, red: refused, rows },
  { scenario, fault: "database-cut:target=workflow,for=8", target, red: refused, rows },
  { scenario, fault: "database-freeze:target=workflow,for=10", target, red: silent, rows },
  { scenario, fault: "database-lock:target=workflow,for=10", target, red: silent, rows },
  {
    scenario,
    fault: "database-disk-full:target=workflow,for=10",
    target,
    red: ["workflow.create_item/errorRate"],
    rows,
  },
  {
    scenario,
    profile: "rounds-10",
    fault: "delay:target=workflow,ms=60,for=6",
    target,
    red: ["workflow.switch/p95"],
    rows: ["WF-01"],
  },
  {
    scenario,
    profile: "rounds-10",
    fault: "database-delay:target=workflow,ms=110,for=6",
    target,
    red: ["workflow.entities/p95"],
    rows: ["WF-03"],
  },
  {
    scenario,
    profile: "rounds-10",
    fault: "database-lock:target=workflow,for=4", // those sent late in it wait for less than a statement may
    target,
    red: ["workflow.entities/p95"],
    rows: ["WF-03"],
  },
  {
    scenario,
    profile: "seed-2",
    // a round takes 11 s then, and users go through theirs in step: each of its operations is to be sent and answered meanwhile
    fault: "delay:target=workflow,ms=2500,for=16",
    target,
    red: ["workflow.switch/p95", "workflow.entities/p95", "workflow.create_item/p95", "workflow.list_items/p95"],
    rows,
  },
  {
    scenario,
    profile: "rounds-10",
    target,
    // at the row's 10/s the p95 of 5,000 times 50 is 22 ms here, 87 to 186 when all are alike: too near the limit
    settings: { REQUEST_RATE: 40 },
    misuse: { about: "with 50 times the entities, all alike", alikeTimes: 50 },
    durationScale: 0.2, // a p95 needs 200 samples
    red: ["workflow.entities/p95"],
    rows: ["WF-03"],
  },
  {
    scenario,
    profile: "rounds-10",
    settings: { REQUEST_RATE: 60 },
    baselineRuns: 2,
    fault: "delay:target=workflow,ms=10,for=6",
    target,
    red: ["workflow.switch/baseline", "workflow.entities/baseline"],
    rows: ["WF-02", "WF-04"],
  },
];
