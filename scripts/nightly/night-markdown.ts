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
  const green = night.outcomes.filter(({ verdict }) => verdict === "PASS");
  const row = ({ part, verdict, tookSeconds, run, reasons }: PartOutcome): string =>
    `| ${code(part)} | ${verdict === "PASS" ? verdict : `**${verdict}**`} | ${durationText(tookSeconds)} | ${run === null ? "–" : code(run)} | ${verdict === "PASS" ? "" : plain((reasons[0] ?? "").slice(0, mostReason))} |`;
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
    ["| part | verdict | took | run | why |", "|---|---|---|---|---|", ...[...red, ...green].map(row)].join("\n"),
    ...(missing.length === 0 ? [] : ["## Not run", missing.map((line) => `- ${line}`).join("\n")]),
  ].join("\n\n")}\n`;
}
