/** Which numbers of two runs belong together: one operation of one target in one judged phase. */
import { operations as allOperations, roleOf } from "#contract/operations";
import type { Role } from "#contract/roles";
import type { OperationSummary, RunSummary } from "#contract/summary";

export interface OperationPair {
  readonly operation: OperationSummary["operation"];
  /** `mcp-mesh`, or `mcp-mesh → reference-registry` where the sides have different ones. */
  readonly target: string;
  readonly phase: string;
  readonly seconds: number;
  /** Absent where a side did not do it. */
  readonly base?: OperationSummary;
  readonly head?: OperationSummary;
}

/** A role that one target plays on each side is one thing, whatever its targets are called. */
export function pairOperations(base: RunSummary, head: RunSummary): readonly OperationPair[] {
  const judged = base.phases.filter(({ isJudged }) => isJudged);
  const keyed = (summary: RunSummary): Map<string, OperationSummary> =>
    new Map(
      summary.operations
        .filter(({ phase }) => judged.some(({ name }) => name === phase))
        .map((row) => [keyOf(row, base, head), row]),
    );
  const [ofBase, ofHead] = [keyed(base), keyed(head)];
  const place = (key: string): number =>
    allOperations.indexOf((ofBase.get(key) ?? ofHead.get(key))?.operation ?? "mcp.close");
  const keys = [...new Set([...ofBase.keys(), ...ofHead.keys()])].sort((a, b) => place(a) - place(b));
  return keys.flatMap((key) => {
    const sides = { base: ofBase.get(key), head: ofHead.get(key) };
    const known = sides.base ?? sides.head;
    const phase = judged.find(({ name }) => name === known?.phase);
    if (known === undefined || phase === undefined) return [];
    const names = [...new Set([sides.base?.target, sides.head?.target].filter((name) => name !== undefined))];
    return [
      {
        operation: known.operation,
        target: names.join(" → "),
        phase: phase.name,
        seconds: (phase.endMs - phase.startMs) / 1000,
        ...(sides.base === undefined ? {} : { base: sides.base }),
        ...(sides.head === undefined ? {} : { head: sides.head }),
      },
    ];
  });
}

function keyOf({ operation, target, phase }: OperationSummary, base: RunSummary, head: RunSummary): string {
  const role = roleOf(operation);
  const isOneEach = [base, head].every((summary) => targetsOf(summary, role).size <= 1);
  return [operation, phase, ...(isOneEach ? [] : [target])].join(" ");
}

function targetsOf({ operations }: RunSummary, role: Role): ReadonlySet<string> {
  return new Set(operations.filter((row) => roleOf(row.operation) === role).map(({ target }) => target));
}
