/** Limits on a system while the other one of the flow is down, and after it came back. */
import type { Comparison } from "#contract/comparison";
import type { Operation } from "#contract/operations";
import type { Role } from "#contract/roles";

const down = { requirement: "WF-08", fault: "kill", profiles: ["neighbours"] } as const;

function compared(role: Role, whileBroken: Role, operations: readonly Operation[]): readonly Comparison[] {
  const own = { ...down, role, whileBroken } as const;
  return [
    ...operations.map((operation) => ({ ...own, metric: "p95Times", operation, limit: 2 }) as const),
    { ...own, metric: "rssTimes", limit: 1.5 },
    { ...own, metric: "openFilesTimes", limit: 1.25 },
  ];
}

export const comparisons: readonly Comparison[] = [
  ...compared("search", "workflow", ["search.query"]),
  ...compared("workflow", "search", ["workflow.switch", "workflow.create_item", "workflow.read_item"]),
];
