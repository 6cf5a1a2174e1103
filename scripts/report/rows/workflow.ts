/** Rows of workflow servers and of the flow across both servers, WF-01 onwards, in their order. */
export const workflowRows: readonly string[] = [
  "switching among 10 projects, 10/s: p95 below 50 ms, and the next query sees it",
  "a switch's p95 is no more than a tenth above this machine's baseline",
  "queries of 5000 entities, 10/s: p95 below 100 ms, the filter honoured",
  "an entity query's p95 is no more than a tenth above this machine's baseline",
  "10 users search, create and read back: search below 500 ms, create below 200 ms, 99 % of flows whole",
  "with the codebase server dead or frozen a work item is created with a warning, p95 below 200 ms",
  "a work item whose chunk went away says which reference is stale, and keeps its list",
  "either server down for 30 s: the other goes on, neither sockets nor memory grow, normal 10 s after",
  "up to 50 users with mixed calls: p95 below 2 s, failures below 1 %",
  "database loss, recovery and observability as SRCH-07 to -12 and -14 to -19 ask",
  "what was answered 201 before a kill or a cut is there once after it",
];
