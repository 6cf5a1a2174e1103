/** report.md: the verdict as a comment on a pull request, with what needs a reader first. */
import { errorClasses } from "#contract/operations";
import { type OperationSummary, phaseSeconds } from "#contract/summary";
import type { Gate } from "#contract/verdict";
import { percentile } from "../../judge/quantile.ts";
import { limitText, marginText, milliseconds, observedText, stateOf, worstFirst } from "../gate-text.ts";
import { code, longestRun, markdownRow, markdownTable, plain } from "../markdown-text.ts";
import { visible } from "../markup.ts";
import { repeatOf } from "../recorded/repeat.ts";
import type { RecordedRun } from "../recorded/run.ts";
import type { Reporter } from "../reporter.ts";

/** GitHub takes 65536 characters; others take less than that, but not much. */
const mostCharacters = 60_000;

export const reporter: Reporter = {
  file: "report.md",
  write(run) {
    const before = [head(run), open(run)].filter((part) => part !== "");
    const after = [repeat(run)].filter((part) => part !== "");
    const room = mostCharacters - [...before, ...after].join("\n\n").length;
    return `${[...before, operations(run, room), ...after].join("\n\n")}\n`.slice(0, mostCharacters);
  },
};

function head({ id, verdict: { verdict, reasons, notes, gates }, summary, faults }: RecordedRun): string {
  const scaled = summary === undefined || summary.durationScale === 1 ? "" : `, times × ${summary.durationScale}`;
  const broken = faults.map(({ label }) => `, ${plain(label)}`).join("");
  const what =
    summary === undefined ? code(id) : `${plain(summary.scenario)}, profile ${summary.profile}${scaled}${broken}`;
  const met = gates.filter((gate) => stateOf(gate) === "ok").length;
  const shown = reasons.slice(0, 20).map((reason) => `- ${plain(reason.slice(0, 600))}`);
  const more = reasons.length > 20 ? [`- and ${reasons.length - 20} more`] : [];
  return [
    `## ${verdict}: ${what}`,
    "",
    `${met} of ${gates.length} gates met, run ${code(id)}`,
    ...(verdict === "PASS" ? [] : ["", ...shown, ...more]),
    ...(notes.length === 0 ? [] : ["", ...notes.map((note) => `> ${plain(note.slice(0, 600))}`)]),
  ].join("\n");
}

/** Gates that were not met. */
function open({ verdict: { gates } }: RecordedRun): string {
  const rows = worstFirst(gates).filter((gate) => stateOf(gate) !== "ok");
  if (rows.length === 0) return "";
  const shown = rows.slice(0, 60).map((gate) => markdownRow(gateCells(gate)));
  const more = rows.length > 60 ? [`\n${rows.length - 60} more are left out here.`] : [];
  const columns = ["gate", "requirement", "state", "observed", "limit", "margin", "samples"];
  return ["### Not met", "", ...markdownTable(columns, [4, 5, 6, 7]), ...shown, ...more].join("\n");
}

function gateCells(gate: Gate): readonly string[] {
  const state = gate.undecided === undefined ? "**missed**" : `undecided: ${plain(gate.undecided)}`;
  const numbers = [observedText(gate), limitText(gate), marginText(gate), String(gate.samples)];
  return [code(gate.id), plain(gate.requirement), state, ...numbers.map(plain)];
}

/** As many rows as there is room for. */
function operations({ summary, phases }: RecordedRun, room: number): string {
  if (summary === undefined) return "No numbers: k6 left no summary.";
  const judged = summary.operations.filter((each) =>
    phases.some((phase) => phase.name === each.phase && phase.isJudged),
  );
  const columns = ["operation", "target", "phase", "samples", "rate", "p50 ms", "p95 ms", "p99 ms", "max ms", "errors"];
  const lines = ["### Operations", "", ...markdownTable(columns, [4, 5, 6, 7, 8, 9])];
  let left = room - lines.join("\n").length - 200;
  const rows = judged.map((each) => markdownRow(operationCells(each, phaseSeconds(phases, each.phase))));
  const fitting = rows.filter((line) => {
    left -= line.length + 1;
    return left > 0;
  });
  const more =
    fitting.length < rows.length ? [`\n${rows.length - fitting.length} more rows are in \`report.html\`.`] : [];
  return [...lines, ...fitting, ...more].join("\n");
}

function operationCells(each: OperationSummary, seconds: number): readonly string[] {
  const { latency, errors } = each;
  const at = (percent: number): string => (latency === null ? "–" : milliseconds(percentile(latency, percent)));
  const failed = errorClasses.filter((name) => errors[name] > 0).map((name) => `${errors[name]} ${name}`);
  return [
    code(each.operation),
    code(each.target),
    plain(each.phase),
    String(each.count),
    `${(each.count / seconds).toFixed(1)}/s`,
    at(50),
    at(95),
    at(99),
    latency === null ? "–" : milliseconds(latency.max),
    failed.join(", ") || "0",
  ];
}

function repeat({ config }: RecordedRun): string {
  const again = repeatOf(config);
  if (again === undefined) return "";
  const text = visible(again.lines.join("\n"));
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  return ["### Run it again", "", `${fence}sh`, text, fence, ...again.notes.map((note) => `\n${plain(note)}`)].join(
    "\n",
  );
}
