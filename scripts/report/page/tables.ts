/** The last parts of report.html: what happened when, what was slowest, how to run it again. */
import { percentile } from "../../judge/quantile.ts";
import { milliseconds } from "../gate-text.ts";
import { type Markup, markup } from "../markup.ts";
import { repeatOf } from "../recorded/repeat.ts";
import type { Happening, RecordedRun } from "../recorded/run.ts";
import { table } from "./table.ts";

const mostHappenings = 200;

export function timelineSection({ happenings, loadBeganMs }: RecordedRun): Markup {
  const zeroMs = loadBeganMs ?? Date.parse(happenings[0]?.time ?? "");
  const rows = happenings
    .slice(0, mostHappenings)
    .map((happening) => [
      ((Date.parse(happening.time) - zeroMs) / 1000).toFixed(2),
      happening.event,
      detailsOf(happening),
    ]);
  const left = happenings.length - rows.length;
  return markup`<h2 id="timeline">What happened when</h2>
<p>In seconds since ${loadBeganMs === undefined ? "the command" : "the load began"}.</p>
${rows.length === 0 ? markup`<p class="none">Nothing was recorded.</p>` : table("What happened when", ["second", "event", "details"], rows)}
${left > 0 && markup`<p>${left} more are in timeline.ndjson.</p>`}`;
}

const shownElsewhere = new Set(["time", "elapsedMs", "event"]);

function detailsOf(happening: Happening): string {
  return Object.entries(happening)
    .filter(([name]) => !shownElsewhere.has(name))
    .map(([name, value]) => `${name} ${typeof value === "object" ? JSON.stringify(value) : value}`)
    .join(", ");
}

const mostSlow = 10;

export function slowestSection({ summary }: RecordedRun): Markup {
  const answered = (summary?.operations ?? []).flatMap((row) =>
    row.latency === null ? [] : [{ ...row, latency: row.latency }],
  );
  const slowest = answered.sort((a, b) => b.latency.max - a.latency.max).slice(0, mostSlow);
  const columns = ["operation", "target", "phase", "max ms", "p99 ms", "p95 ms", "p50 ms", "samples"];
  const rows = slowest.map(({ operation, target, phase, latency }) => [
    operation,
    target,
    phase,
    milliseconds(latency.max),
    ...[99, 95, 50].map((percent) => milliseconds(percentile(latency, percent))),
    latency.count,
  ]);
  return markup`<h2 id="slowest">Slowest operations</h2>
${rows.length === 0 ? markup`<p class="none">Nothing was answered rightly.</p>` : markup`<p>By their slowest right answer, unjudged phases as well.</p>${table("Slowest operations", columns, rows, new Set(columns.slice(3)))}`}`;
}

export function repeatSection({ config }: RecordedRun): Markup {
  const again = repeatOf(config);
  return markup`<h2 id="repeat">Run it again</h2>
${
  again === undefined
    ? markup`<p class="none">The run ended before its settings were recorded.</p>`
    : markup`<pre tabindex="0"><code>${again.lines.join("\n")}</code></pre>${again.notes.map((note) => markup`<p>${note}</p>`)}`
}`;
}
