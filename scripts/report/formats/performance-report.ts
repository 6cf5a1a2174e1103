/** performance_report_<time>.md: every row that was judged with target and actual, in detail, and what to do about each miss. */
import type { Gate } from "#contract/verdict";
import { adviceFor } from "../advice.ts";
import { type GateState, limitText, marginOf, marginText, observedText, stateOf, worstFirst } from "../gate-text.ts";
import { code, markdownRow, markdownTable, plain } from "../markdown-text.ts";
import { phaseCells, phaseColumns } from "../phase-text.ts";
import { phaseFacts } from "../recorded/phase-facts.ts";
import type { RecordedRun } from "../recorded/run.ts";
import { stampOf } from "../recorded/stamp.ts";
import type { Reporter } from "../reporter.ts";
import { type ResultRow, resultRows } from "../result-rows.ts";

export const reporter: Reporter = {
  file: (run) => `performance_report_${stampOf(run)}.md`,
  write(run) {
    const parts = [head(run), rows(resultRows(run)), details(run), byPhase(run), advice(run)];
    return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
  },
};

const words: { readonly [S in GateState]: string } = { ok: "met", miss: "**missed**", undecided: "undecided" };

function head({ id, verdict, summary, config, happenings }: RecordedRun): string {
  const { machine, versions = {} } = config;
  const facts: readonly (readonly [string, string | undefined | null])[] = [
    ["time", config.startedAt ?? happenings[0]?.time],
    ["scenario", summary && `${summary.scenario}, profile ${summary.profile}, times × ${summary.durationScale}`],
    ["load", summary && `${(summary.durationMs / 1000).toFixed(1)} s, ${summary.requests} requests`],
    ["machine", machine && `${machine.system}, ${machine.cores} × ${machine.cpu}, ${machine.memoryMiB} MiB`],
    [
      "versions",
      Object.entries(versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(", "),
    ],
    ["suite", config.revision],
    ["systems", (config.systems ?? []).map(({ role, target, url }) => `${role} ${target} at ${url}`).join(", ")],
  ];
  return [
    `# Performance report: ${verdict.verdict}`,
    "",
    `Run ${code(id)}, exit code ${verdict.exitCode}.`,
    "",
    ...verdict.reasons.map((reason) => `- ${plain(reason)}`),
    ...verdict.notes.map((note) => `- note: ${plain(note)}`),
    "",
    ...facts.flatMap(([name, value]) => (value ? [`- ${name}: ${plain(value)}`] : [])),
  ].join("\n");
}

function rows(all: readonly ResultRow[]): string {
  if (all.length === 0) return "## Rows\n\nNothing could be judged, so no row is proven.";
  const lines = all.map(({ requirement, about, state, gates }) => {
    const worst = nearest(worstFirst(gates));
    const others = gates.length > 1 ? ` (worst of ${gates.length})` : "";
    const actual = worst === undefined ? "–" : `${observedText(worst)}, ${worst.operation} ${worst.phase}${others}`;
    const limits = [...new Set(gates.map((gate) => `${metricName(gate.id)} ${limitText(gate)}`))];
    return markdownRow([plain(requirement), plain(about), plain(limits.join(", ")), plain(actual), words[state]]);
  });
  return ["## Rows", "", ...markdownTable(["row", "asks", "target", "actual", "status"], []), ...lines].join("\n");
}

/** Of those in the worst state the one with the least room. */
function nearest(gates: readonly Gate[]): Gate | undefined {
  const [first] = gates;
  if (first === undefined) return undefined;
  const alike = gates.filter((gate) => stateOf(gate) === stateOf(first));
  const room = (gate: Gate): number => marginOf(gate) ?? (gate.observed === null ? -Infinity : 0);
  return alike.reduce((least, gate) => (room(gate) < room(least) ? gate : least));
}

/** As it was asked for: with few samples the gate's own metric is another. */
function metricName(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}

function details({ verdict: { gates } }: RecordedRun): string {
  if (gates.length === 0) return "";
  const columns = ["gate", "row", "status", "observed", "limit", "margin", "samples"];
  const lines = worstFirst(gates).map((gate) =>
    markdownRow([
      code(gate.id),
      plain(gate.requirement),
      words[stateOf(gate)],
      ...[observedText(gate), limitText(gate), marginText(gate), String(gate.samples)].map(plain),
    ]),
  );
  return ["## Details", "", ...markdownTable(columns, [4, 5, 6, 7]), ...lines].join("\n");
}

function byPhase(run: RecordedRun): string {
  const facts = phaseFacts(run);
  if (facts.length === 0) return "";
  const lines = facts.map((each) => markdownRow(phaseCells(each).map(plain)));
  return ["## By phase", "", ...markdownTable(phaseColumns, []), ...lines].join("\n");
}

function advice(run: RecordedRun): string {
  const open = worstFirst(run.verdict.gates).filter((gate) => stateOf(gate) !== "ok");
  if (open.length === 0) return "";
  return ["## Advice", "", ...open.map((gate) => `- ${code(gate.id)}: ${plain(adviceFor(gate, run))}`)].join("\n");
}
