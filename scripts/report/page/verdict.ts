/** The top of report.html: the verdict, why, and the gates beside their limits. */
import type { Gate } from "#contract/verdict";
import { type GateState, limitText, marginOf, marginText, observedText, stateOf, worstFirst } from "../gate-text.ts";
import { type Markup, markup } from "../markup.ts";
import type { RecordedRun } from "../recorded/run.ts";
import { table } from "./table.ts";

const meanings = {
  PASS: "Every limit was met, on evidence.",
  FAIL: "The run is valid, and a limit was missed or a system died.",
  INVALID: "The run proves nothing, neither good nor bad.",
} as const;
const marks = { PASS: "✓", FAIL: "✗", INVALID: "?" } as const;

export function verdictSection({ verdict: { verdict, reasons, notes } }: RecordedRun): Markup {
  return markup`<section class="verdict ${verdict.toLowerCase()}" aria-labelledby="verdict">
<h2 id="verdict"><span aria-hidden="true">${marks[verdict]}</span> ${verdict}</h2>
<p>${meanings[verdict]}</p>
<ul>${reasons.map((reason) => markup`<li>${reason}</li>`)}</ul>
${notes.length > 0 && markup`<h3>Worth knowing</h3><ul>${notes.map((note) => markup`<li>${note}</li>`)}</ul>`}
</section>`;
}

const columns = ["gate", "state", "observed", "limit", "margin", "phase", "target", "requirement", "samples"];
const words: { readonly [S in GateState]: string } = { ok: "✓ ok", miss: "✗ missed", undecided: "? undecided" };

export function gatesSection({ verdict: { gates } }: RecordedRun): Markup {
  const count = (state: GateState): number => gates.filter((gate) => stateOf(gate) === state).length;
  return markup`<h2 id="gates">Gates</h2>
${
  gates.length === 0
    ? markup`<p class="none">Nothing could be judged.</p>`
    : markup`<p>${count("ok")} met, ${count("miss")} missed, ${count("undecided")} undecided. The margin is the room between what was observed and the limit, as a share of the limit.</p>
${table("Gates", columns, worstFirst(gates).map(cells), new Set(["observed", "limit", "margin", "samples"]))}`
}`;
}

function cells(gate: Gate): readonly (string | number | Markup)[] {
  const state = stateOf(gate);
  const why = gate.undecided === undefined ? undefined : markup`<br><small>${gate.undecided}</small>`;
  const metric = gate.metric === "errorRate" ? "failed" : gate.metric;
  return [
    `${gate.operation} ${metric}`,
    markup`<span class="state ${state}">${words[state]}</span>${why}`,
    observedText(gate),
    limitText(gate),
    markup`${marginText(gate)} ${bar(gate)}`,
    gate.phase,
    gate.target,
    gate.requirement,
    gate.samples,
  ];
}

/** How much of the limit was used up. */
function bar(gate: Gate): Markup | undefined {
  const margin = marginOf(gate);
  if (margin === null) return undefined;
  const used = Math.min(40, Math.max(1, (1 - margin) * 40)).toFixed(1);
  return markup`<svg class="bar ${stateOf(gate)}" width="40" height="8" aria-hidden="true"><rect width="40" height="8" class="room"/><rect width="${used}" height="8" class="used"/></svg>`;
}
