/** Answers that nobody could look into: where there were no others, the run says nothing of what the system gives. */
import { roleOf } from "#contract/operations";
import type { PlannedSystem } from "#contract/plan";
import type { RunSummary } from "#contract/summary";

export function uncheckedContent(summary: RunSummary, systems: readonly PlannedSystem[]): readonly string[] {
  const { unchecked = 0, operations } = summary;
  return systems.flatMap(({ role, target, template }) => {
    if (template === undefined || unchecked === 0) return [];
    const own = operations.filter((row) => row.target === target && roleOf(row.operation) === role);
    const looked = own.reduce((sum, { count, failed, errors }) => sum + count - failed + errors.application, 0);
    if (looked > 0) return [];
    const places = `SEARCH_HITS=${template.hits} and SEARCH_TEXT=${template.text}`;
    return [`no content was checked: none of ${unchecked} answers of ${target} had anything where ${places} point`];
  });
}
