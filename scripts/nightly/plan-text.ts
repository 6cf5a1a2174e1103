/** What a night is to be, shown before its first run: every part with its length, and the total. */
import { durationText } from "../history/nights.ts";
import { type Picked, type PickedPart, totalSeconds } from "./pick.ts";
import type { LeftOut, Programme } from "./programme.ts";

export function planText(
  { parts, waiting }: Picked,
  { leftOut }: Pick<Programme, "leftOut">,
  budgetSeconds?: number,
): string {
  const width = Math.max(0, ...parts.map(({ name }) => name.length));
  const lines = parts.map(
    (part, index) =>
      `${String(index + 1).padStart(5)}  ${part.name.padEnd(width)}  ${timesText(part).padStart(14)}  ${ageText(part)}`,
  );
  const budget = budgetSeconds === undefined ? "" : ` of a budget of ${durationText(budgetSeconds)}`;
  return [
    ...lines,
    `${parts.length} parts, about ${durationText(totalSeconds(parts))}${budget}`,
    ...(waiting.length === 0
      ? []
      : [
          `${waiting.length} wait for another night, about ${durationText(totalSeconds(waiting))}; the most due is ${waiting[0]?.name}`,
        ]),
    ...leftOutLines(leftOut),
  ].join("\n");
}

function timesText({ times, seconds }: PickedPart): string {
  return `${times === 1 ? "" : `${times} × `}${durationText(seconds)}`;
}

function ageText({ ageDays }: PickedPart): string {
  if (ageDays === undefined) return "never ran";
  return ageDays < 1 ? `ran ${durationText(ageDays * 86_400)} ago` : `ran ${ageDays.toFixed(1)} days ago`;
}

/** One line per reason. */
export function leftOutLines(leftOut: readonly LeftOut[]): readonly string[] {
  return [...Map.groupBy(leftOut, ({ why }) => why)].map(([why, parts]) => {
    const [first] = parts;
    const more = parts.length > 1 ? ` and ${parts.length - 1} more` : "";
    return `left out here: ${first?.name}${more}: ${why}`;
  });
}
