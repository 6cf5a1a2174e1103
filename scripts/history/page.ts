/** history.html: what changed over the nights, since when and at which revision, on one page that needs neither network nor script. */
import { type Markup, markup } from "../report/markup.ts";
import { bundled, hash } from "../report/page/assets.ts";
import { pageOf } from "../report/page/document.ts";
import { table } from "../report/page/table.ts";
import {
  directionText,
  missText,
  othersText,
  partText,
  revisionText,
  shortRevision,
  smallestText,
  stepText,
  trendValue,
} from "./change-words.ts";
import type { ReadHistory } from "./history.ts";
import { durationText, nightsOf } from "./nights.ts";
import { sparkline } from "./sparkline.ts";
import { allChanges, type Trend, trendsOf } from "./trends.ts";

const mostNights = 60;
const title = "History of nightly runs";
const sections = [
  ["changes", "What changed"],
  ["nights", "Nights"],
  ["trends", "Trends"],
] as const;

export function historyPage(history: ReadHistory): string {
  const trends = trendsOf(history.records);
  const { style } = bundled(["../../history/page.css"], []);
  const policy = `default-src 'none'; style-src '${hash(style)}'; base-uri 'none'; form-action 'none'`;
  return pageOf({
    title,
    heading: title,
    style,
    policy,
    sections,
    main: [about(history), changesSection(trends), nightsSection(history), trendsSection(trends)],
  });
}

function about({ records, unreadable }: ReadHistory): Markup {
  const [newest] = nightsOf(records);
  if (newest === undefined) return markup`<p class="none">No nightly run is recorded yet.</p>`;
  const torn = `${unreadable} ${unreadable === 1 ? "line" : "lines"} of the history could not be read and ${unreadable === 1 ? "is" : "are"} left out: torn when something was killed, or written by something else.`;
  return markup`<p>${records.length} runs. The newest night, ${newest.night}: ${newest.passed} PASS, ${newest.failed} FAIL, ${newest.invalid} INVALID at revision ${shortRevision(newest.revision)}.</p>
${unreadable > 0 && markup`<p>${torn}</p>`}`;
}

function changesSection(trends: readonly Trend[]): Markup {
  const found = allChanges(trends);
  const intro = markup`<h2 id="changes">What changed</h2>
<p>Changes that lasted three nights or more; one bad night is none. The revision that made a change lies after the first named and up to the second. Of all gates the lower number is the better one.</p>`;
  if (found.length === 0) return markup`${intro}<p class="none">Nothing has changed for good.</p>`;
  const rows = found.map(({ trend, change }) => [
    change.first.record.time.slice(0, 10),
    markup`<span class="state ${change.isWorse ? "miss" : "ok"}">${change.isWorse ? "▲" : "▼"} ${directionText(change)}</span>`,
    markup`${partText(trend)}<br>${trend.gate}`,
    stepText(trend, change),
    sparkline(trend, (value) => trendValue(trend, value)),
    revisionText(change),
    othersText(change),
    change.lasted,
    chance(change.pValue),
  ]);
  return markup`${intro}
${table("What changed", ["since", "which way", "part and gate", "from what to what", "last nights", "revision", "changed as well", "nights since", "by chance"], rows, new Set(["nights since", "by chance"]))}`;
}

function chance(pValue: number): string {
  return pValue < 1e-6 ? "< 1 in a million" : `1 in ${Math.round(1 / pValue)}`;
}

function nightsSection({ records }: ReadHistory): Markup {
  const nights = nightsOf(records).slice(0, mostNights);
  const rows = nights.map(({ night, runs, passed, failed, invalid, tookSeconds, revision, records: own }) => {
    const red = own.filter(({ verdict }) => verdict !== "PASS");
    const which = red.map(({ part, verdict, reason }) => markup`<li>${verdict} ${part}: ${reason}</li>`);
    const list = markup`<details><summary>${red.length} not passed</summary><ul>${which}</ul></details>`;
    const counts = [runs, passed, failed, invalid];
    return [night, ...counts, durationText(tookSeconds), shortRevision(revision), red.length === 0 ? "" : list];
  });
  const columns = ["night", "runs", "PASS", "FAIL", "INVALID", "runs took", "revision", "red"];
  return markup`<h2 id="nights">Nights</h2>
${rows.length === 0 ? markup`<p class="none">There was none yet.</p>` : table("Nights", columns, rows, new Set(columns.slice(1, 5)))}`;
}

function trendsSection(trends: readonly Trend[]): Markup {
  const groups = [...Map.groupBy(trends, (trend) => JSON.stringify([partText(trend), trend.machine])).values()];
  const sections = groups.map((own) => {
    const [first] = own;
    if (first === undefined) return undefined;
    const changed = own.filter(({ changes }) => changes.length > 0).length;
    return markup`<details><summary>${partText(first)} – ${own.length} ${own.length === 1 ? "gate" : "gates"}${changed > 0 && `, ${changed} changed`} – ${first.machine}</summary>
${table(`Trends of ${partText(first)}`, ["gate", "last nights", "last", "median", "limit", "least step", "nights", "runs"], own.map(trendCells), new Set(["last", "median", "limit", "least step", "nights", "runs"]))}
</details>`;
  });
  return markup`<h2 id="trends">Trends</h2>
<p>A night's number is the midmean of its runs: the mean without the quarter at either end. A mark in a line is a lasting change. Numbers of another machine or another length are another trend. The least step is the change that five nights tell nine times of ten, beside how much the gate wanders, if it does so evenly; ten nights say how much that is.</p>
${sections.length === 0 ? markup`<p class="none">Nothing was measured yet.</p>` : sections}`;
}

function trendCells(trend: Trend): readonly (string | number | Markup)[] {
  const values = trend.points.map(({ gate }) => gate.observed).sort((a, b) => a - b);
  const [night, last] = [trend.points.at(-1), trend.points.at(-1)?.gate];
  const said = (value: number): string => trendValue(trend, value);
  return [
    trend.gate,
    sparkline(trend, said),
    markup`<span class="state ${last?.ok === false ? "miss" : "ok"}">${said(last?.observed ?? 0)}${missText(night)}</span>`,
    said(values[values.length >> 1] ?? 0),
    said(last?.limit ?? 0),
    smallestText(trend),
    trend.points.length,
    trend.points.reduce((sum, { runs }) => sum + runs.length, 0),
  ];
}
