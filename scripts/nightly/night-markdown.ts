/** night.md: one night for a person, red parts first, and what has changed lately. */
import { changeLine } from "../history/change-words.ts";
import { durationText } from "../history/nights.ts";
import type { FoundChange } from "../history/trends.ts";
import { code, plain } from "../report/markdown-text.ts";
import type { NightOutcome, PartOutcome } from "./outcome.ts";
import { leftOutLines } from "./plan-text.ts";

const mostReason = 400;

export function nightMarkdown(night: NightOutcome, changes: readonly FoundChange[]): string {
  const red = night.outcomes.filter(({ verdict }) => verdict !== "PASS");
  const green = Map.groupBy(
    night.outcomes.filter(({ verdict }) => verdict === "PASS"),
    ({ part }) => part,
  );
  const missing = [
    ...(night.notRun.length === 0
      ? []
      : [
          `${night.notRun.length} parts were not run: ${night.notRun.slice(0, 20).map(code).join(", ")}${night.notRun.length > 20 ? ", …" : ""}`,
        ]),
    ...leftOutLines(night.leftOut).map(plain),
  ];
  return `${[
    `# ${night.verdict} (exit code ${night.exitCode}): night ${night.night}`,
    plain(
      night.reasons
        .slice(0, 2)
        .filter((reason) => !/^(FAIL|INVALID) /.test(reason))
        .join(", "),
    ),
    "## What has changed lately",
    changes.length === 0 ? "Nothing for good." : changes.map((found) => `- ${plain(changeLine(found))}`).join("\n"),
    "## Parts",
    [
      "| part | verdict | took | run | why |",
      "|---|---|---|---|---|",
      ...red.map(redRow),
      ...[...green.values()].map(passedRow),
    ].join("\n"),
    ...(missing.length === 0 ? [] : ["## Not run", missing.map((line) => `- ${line}`).join("\n")]),
  ].join("\n\n")}\n`;
}

function redRow({ part, verdict, tookSeconds, run, reasons }: PartOutcome): string {
  const why = plain((reasons[0] ?? "").slice(0, mostReason));
  return `| ${code(part)} | **${verdict}** | ${durationText(tookSeconds)} | ${run === null ? "–" : code(run)} | ${why} |`;
}

/** Of a part that ran more than once one row, with its last folder. */
function passedRow(runs: readonly PartOutcome[]): string {
  const times = runs.length === 1 ? "" : `${runs.length} × `;
  const took = runs.reduce((sum, { tookSeconds }) => sum + tookSeconds, 0);
  const last = runs.at(-1);
  return `| ${code(last?.part ?? "")} | ${times}PASS | ${durationText(took)} | ${code(last?.run ?? "")} |  |`;
}
