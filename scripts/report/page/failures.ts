/** What failed in a role, per operation, target and phase. */
import { errorClasses, roleOf } from "#contract/operations";
import type { Role } from "#contract/roles";
import { type Markup, markup } from "../markup.ts";
import type { RecordedRun } from "../recorded/run.ts";
import { table } from "./table.ts";

export function failuresTable({ summary }: RecordedRun, role: Role): Markup | undefined {
  const failed = (summary?.operations ?? []).filter((row) => roleOf(row.operation) === role && row.failed > 0);
  if (failed.length === 0) return undefined;
  const rows = failed.map(({ operation, target, phase, count, failed: wrong, errors }) => [
    operation,
    target,
    phase,
    ...errorClasses.map((name) => errors[name]),
    `${wrong} of ${count}`,
  ]);
  return markup`<details><summary>Failed operations by phase</summary>${table("Failed operations by phase", ["operation", "target", "phase", ...errorClasses, "failed"], rows)}</details>`;
}
