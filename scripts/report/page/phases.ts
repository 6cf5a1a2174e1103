/** Each phase of report.html in one line: what was slowest in it, what cost most, what failed, how long recovery took. */
import { type Markup, markup } from "../markup.ts";
import { phaseCells, phaseColumns } from "../phase-text.ts";
import { phaseFacts } from "../recorded/phase-facts.ts";
import type { RecordedRun } from "../recorded/run.ts";
import { table } from "./table.ts";

export function phasesSection(run: RecordedRun): Markup {
  const facts = phaseFacts(run);
  return markup`<h2 id="phases">Phase by phase</h2>
${
  facts.length === 0
    ? markup`<p class="none">k6 left no summary, so nothing is known by phase.</p>`
    : markup`<p>Slowest by the p95 of right answers. Services, their databases and the generator are processes of their own: the costliest took most CPU while the phase lasted.</p>
${table("Phase by phase", phaseColumns, facts.map(phaseCells))}`
}`;
}
