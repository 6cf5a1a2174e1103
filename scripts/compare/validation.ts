/** validation-report.md: every row a run has gates of, and what changed since a baseline, under one verdict (REP-08). */
import { type ExitCode, exitCodes, type Gate, type VerdictName } from "#contract/verdict";
import { limitText, observedText, stateOf, worstFirst } from "../report/gate-text.ts";
import { code, plain } from "../report/markdown-text.ts";
import { asMarkdown } from "./present.ts";
import { judgementOf } from "./result.ts";
import type { RunComparison } from "./runs.ts";
import type { Side } from "./side.ts";

export interface Validation {
  readonly verdict: VerdictName;
  readonly exitCode: ExitCode;
  readonly reasons: readonly string[];
  readonly markdown: string;
}

/** What proves nothing in either part makes the whole INVALID; what is missed in either makes it FAIL. */
export function validate(run: Side, comparison: RunComparison): Validation {
  const parts = [
    { of: "the run", ...run.verdict },
    { of: "against the baseline", ...comparison },
  ];
  const reasonsOf = (verdict: VerdictName): readonly string[] =>
    parts
      .filter((part) => part.verdict === verdict)
      .flatMap(({ of, reasons }) => reasons.map((reason) => `${of}: ${reason}`));
  const judged = judgementOf(reasonsOf("INVALID"), reasonsOf("FAIL"));
  return { ...judged, markdown: markdownOf(run, comparison, judged.verdict, judged.reasons) };
}

function markdownOf(run: Side, comparison: RunComparison, verdict: VerdictName, reasons: readonly string[]): string {
  const rows = [...Map.groupBy(run.verdict.gates, ({ requirement }) => requirement)].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const red = rows.filter(([, gates]) => gates.some((gate) => stateOf(gate) !== "ok")).length;
  return [
    `# ${verdict} (exit code ${Object.entries(exitCodes).find(([name]) => name === verdict.toLowerCase())?.[1]})`,
    "",
    `Run ${code(run.id)}, ${plain(run.summary.scenario)}, profile ${plain(run.summary.profile)}: ${rows.length - red} of ${rows.length} rows are met.`,
    "",
    ...reasons.map((reason) => `- ${plain(reason)}`),
    ...(reasons.length === 0 ? [] : [""]),
    "| row | state | gates | worst |",
    "| --- | --- | --: | --- |",
    ...rows.map(([row, gates]) => `| ${rowCells(row, gates).join(" | ")} |`),
    "",
    asMarkdown(comparison),
  ].join("\n");
}

function rowCells(row: string, gates: readonly Gate[]): readonly string[] {
  const [worst] = worstFirst(gates);
  const state =
    worst === undefined ? "undecided" : { miss: "**missed**", undecided: "undecided", ok: "met" }[stateOf(worst)];
  const met = gates.filter((gate) => stateOf(gate) === "ok").length;
  const shown =
    worst === undefined ? "–" : `${code(worst.id)} ${plain(`${observedText(worst)}, limit ${limitText(worst)}`)}`;
  return [plain(row), state, `${met} of ${gates.length}`, shown];
}
