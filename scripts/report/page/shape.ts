/** The shape of the load as a small drawing: its level over time, phase by phase. */
import { type Role, roleTitles } from "#contract/roles";
import { type Markup, markup } from "../markup.ts";
import type { RecordedRun } from "../recorded/run.ts";

const width = 720;
const height = 118;
const top = 10;
const bottom = 90;

/** Numbers stand for phases, so that short ones do not write over each other; the list below says their names. */
export function shape(run: RecordedRun): Markup | undefined {
  const { phases, config } = run;
  const lastMs = phases.at(-1)?.endMs ?? 0;
  if (lastMs === 0) return undefined;
  const stages = config.load?.stages;
  const x = (ms: number): number => Math.round((ms / lastMs) * width * 10) / 10;
  const y = (level: number): number => bottom - level * (bottom - top);
  let level = 0;
  const spans = phases.map((phase, index) => {
    const stage = stages?.[index];
    const to = stage?.level ?? 0;
    const from = stage === undefined || stage.shape === "hold" ? to : level;
    level = to;
    return { phase, from, to, number: index + 1 };
  });
  const area = spans
    .map(({ phase, from, to }) => `${x(phase.startMs)},${y(from)} ${x(phase.endMs)},${y(to)}`)
    .join(" ");
  const full = fullLoadText(run);
  return markup`<figure class="shape"><figcaption><h3>Load shape</h3><p>${
    stages === undefined
      ? "The phases of the run; how high the load was in them was not recorded."
      : `The level of the load over time${full === "" ? "" : `; full load is ${full}`}.`
  }</p></figcaption>
<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${spans.map(inWords).join(", ")}">
${stages !== undefined && markup`<polygon points="0,${bottom} ${area} ${width},${bottom}"/>`}
${run.faults.map(({ fromMs, toMs }) => markup`<rect class="fault" x="${x(fromMs)}" y="0" width="${Math.max(1, x(toMs ?? lastMs) - x(fromMs))}" height="${bottom}"/>`)}
<line x1="0" y1="${bottom}" x2="${width}" y2="${bottom}"/>
${spans.map(({ phase, number }) => markup`<line x1="${x(phase.startMs)}" y1="0" x2="${x(phase.startMs)}" y2="${bottom + 4}"/><text x="${(x(phase.startMs) + x(phase.endMs)) / 2}" y="${height - 2}">${number}</text>`)}
</svg>
<ol>${spans.map(({ phase }) => markup`<li><b>${phase.name}</b> ${shortSeconds(phase.startMs)}–${shortSeconds(phase.endMs)} s${!phase.isJudged && ", not judged"}${phase.exempt.length > 0 && `, broken: ${phase.exempt.join(", ")}`}</li>`)}</ol></figure>`;
}

function inWords({ phase, from, to }: { phase: { name: string; endMs: number }; from: number; to: number }): string {
  const percent = (level: number): string => `${Math.round(level * 100)} %`;
  const level = from === to ? percent(to) : `from ${percent(from)} to ${percent(to)}`;
  return `${phase.name} at ${level} until second ${shortSeconds(phase.endMs)}`;
}

function shortSeconds(ms: number): string {
  return String(Number((ms / 1000).toFixed(1)));
}

/** Full load of the roles that were played, in words. */
function fullLoadText({ config }: RecordedRun): string {
  const played = new Set((config.systems ?? []).map(({ role }) => role));
  return Object.entries(config.load?.full ?? {})
    .filter(([role]) => played.has(role as Role))
    .map(([role, load]) => {
      const title = roleTitles[role as Role] ?? role;
      return "vus" in load ? `${title} ${load.vus} users` : `${title} ${load.ratePerSecond} arrivals/s`;
    })
    .join(", ");
}
