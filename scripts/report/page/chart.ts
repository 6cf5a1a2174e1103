/** One chart of report.html: its data for the script, a summary for who does not see it, its numbers as tables. */
import { inlineJson, type Markup, markup } from "../markup.ts";

interface Series {
  readonly label: string;
  /** Parallel to `x`; `null` where there is nothing. */
  readonly values: readonly (number | null)[];
}

/** The same chart seen another way, such as another percentile; a reader picks one. */
export interface View {
  readonly label: string;
  readonly x: readonly number[];
  readonly series: readonly Series[];
}

export interface Limit {
  readonly label: string;
  readonly value: number;
  /** Views it belongs to; all when not given. */
  readonly views?: readonly string[];
}

export interface Chart {
  /** Unique in the page; also an address within it. */
  readonly id: string;
  readonly title: string;
  /** How to read it, one sentence. */
  readonly caption: string;
  readonly unit: string;
  /** `time` is seconds since the load began, with phases and faults; `percentile` is on a log scale towards 100. */
  readonly x: "time" | "percentile";
  readonly isLog?: boolean;
  readonly views: readonly View[];
  /** Label of the view shown at first; the first one when not given. */
  readonly shown?: string;
  readonly limits?: readonly Limit[];
}

/** Says `nothing` instead where there is not one value to draw. */
export function figure(chart: Chart, nothing: string): Markup {
  const views = chart.views
    .map((view) => ({ ...view, series: view.series.filter(({ values }) => values.some((value) => value !== null)) }))
    .filter(({ series }) => series.length > 0);
  const [first] = views;
  if (first === undefined) return markup`<h4>${chart.title}</h4><p class="none">${nothing}</p>`;
  const { id, title, caption, unit, x, isLog = false, limits = [] } = chart;
  const shown = views.find(({ label }) => label === chart.shown) ?? first;
  const data = { unit, x, isLog, limits, views: views.map(compact) };
  return markup`<figure class="chart" id="${id}" aria-labelledby="${id}-title">
<figcaption><h4 id="${id}-title">${title}</h4><p>${caption}</p></figcaption>
${views.length > 1 && choices(id, title, views, shown)}
<div class="plot" role="img" aria-label="${inWords(chart, shown)}"></div>
<script type="application/json">${inlineJson(data)}</script>
<details><summary>Numbers of ${title}</summary>${views.map((view) => numbers(view, chart))}</details>
</figure>`;
}

function choices(id: string, title: string, views: readonly View[], shown: View): Markup {
  const inputs = views.map((view, index) => {
    const checked = view === shown ? markup` checked` : undefined;
    return markup`<label><input type="radio" name="${id}-view" value="${index}"${checked}> ${view.label}</label>`;
  });
  return markup`<fieldset class="views"><legend class="unseen">Shown in ${title}</legend>${inputs}</fieldset>`;
}

/** For a screen reader: the range of each line. */
function inWords({ title, unit, x }: Chart, { label: shown, series }: View): string {
  const ranges = series.map(({ label, values }) => {
    const known = values.filter((value) => value !== null);
    return `${label} from ${brief(Math.min(...known))} to ${brief(Math.max(...known))} ${unit}`;
  });
  const over = x === "time" ? "over time" : "by percentile";
  return `Line chart: ${title}, ${shown} ${over}. ${ranges.join("; ")}. The numbers are in the table below.`;
}

function numbers({ label, x, series }: View, chart: Chart): Markup {
  const head = chart.x === "time" ? "second" : "percentile";
  const rows = x.map((at, index) => {
    const cells = series.map(({ values }) => markup`<td>${brief(values[index] ?? null)}</td>`);
    const shown = chart.x === "time" ? brief(at) : `p${brief(percentAt(at))}`;
    return markup`<tr><th scope="row">${shown}</th>${cells}</tr>
`;
  });
  return markup`<div class="scroll" role="region" aria-label="Numbers: ${chart.title}, ${label}" tabindex="0"><table>
<caption>${label}</caption>
<thead><tr><th scope="col">${head}</th>${series.map((each) => markup`<th scope="col">${each.label} (${chart.unit})</th>`)}</tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

/** Place of a percentile on the axis: each further nine is as far as the one before. */
export function percentilePlace(percent: number): number {
  return -Math.log10(1 - percent / 100);
}

function percentAt(place: number): number {
  return 100 * (1 - 10 ** -place);
}

/** Four digits are more than a pixel shows. */
function compact({ label, x, series }: View): View {
  return {
    label,
    x: x.map((value) => Number(value.toPrecision(6))),
    series: series.map(({ label: name, values }) => ({
      label: name,
      values: values.map((value) => (value === null ? null : Number(value.toPrecision(4)))),
    })),
  };
}

function brief(value: number | null): string {
  return value === null ? "" : String(Number(value.toPrecision(4)));
}
