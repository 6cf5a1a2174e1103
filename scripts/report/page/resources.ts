/** What each process used over time, on the same axis as the load. */
import { type Markup, markup } from "../markup.ts";
import type { ProcessUsage, UsagePoint } from "../recorded/processes.ts";
import type { RecordedRun } from "../recorded/run.ts";
import { type Chart, figure, type View } from "./chart.ts";
import { seconds } from "./frame.ts";

export function resourcesSection(run: RecordedRun): Markup {
  const nothing = "No process was sampled: nothing was started by this run, or no load began.";
  return markup`<h2 id="resources">Resources</h2>
${figure(
  chart("memory", "Memory", "Resident memory of each process with its children.", "MiB", run, ({ rssMiB }) => rssMiB),
  nothing,
)}
${figure(
  chart(
    "cpu",
    "CPU",
    "CPU time per second of each process with its children: 1 is one whole core.",
    "cores",
    run,
    ({ cores }) => cores,
  ),
  nothing,
)}`;
}

function chart(
  id: string,
  title: string,
  caption: string,
  unit: string,
  { processes }: RecordedRun,
  pick: (point: UsagePoint) => number | null,
): Chart {
  return { id, title, caption, unit, x: "time", views: [view(processes, title.toLowerCase(), pick)] };
}

/** Samples of one moment share a point; a process that was down meanwhile leaves a gap. */
function view(processes: readonly ProcessUsage[], label: string, pick: (point: UsagePoint) => number | null): View {
  const moments = [...new Set(processes.flatMap(({ points }) => points.map(({ elapsedMs }) => elapsedMs)))];
  const times = moments.sort((a, b) => a - b);
  return {
    label,
    x: times.map(seconds),
    series: processes.map(({ name, points }) => {
      const at = new Map(points.map((point) => [point.elapsedMs, pick(point)]));
      return { label: name, values: times.map((time) => at.get(time) ?? null) };
    }),
  };
}
