/** history.md: the same for a comment, a job's summary or a terminal, with trends as letters. */
import { code, plain } from "../report/markdown-text.ts";
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
import { letterline } from "./sparkline.ts";
import { allChanges, type Trend, trendsOf } from "./trends.ts";

/** GitHub takes 65536 characters; others take less than that, but not much. */
const mostCharacters = 60_000;
const mostChanges = 60;
const mostNights = 14;

export function historyMarkdown(history: ReadHistory): string {
  const trends = trendsOf(history.records);
  const parts = ["# History of nightly runs", ...changes(trends), ...nights(history)];
  const room = mostCharacters - parts.join("\n\n").length;
  return `${[...parts, ...trendTable(trends, room)].join("\n\n")}\n`;
}

function changes(trends: readonly Trend[]): readonly string[] {
  const found = allChanges(trends);
  if (found.length === 0) return ["## What changed", "Nothing has changed for good."];
  const rows = found
    .slice(0, mostChanges)
    .map(({ trend, change }) => [
      change.first.record.time.slice(0, 10),
      directionText(change),
      `${code(partText(trend))} ${code(trend.gate)}`,
      plain(stepText(trend, change)),
      letterline(trend),
      plain(revisionText(change)),
      plain(othersText(change)),
    ]);
  const more = found.length > mostChanges ? [`${found.length - mostChanges} older ones are in \`history.html\`.`] : [];
  const columns = [
    "since",
    "which way",
    "part and gate",
    "from what to what",
    "last nights",
    "revision",
    "changed as well",
  ];
  return ["## What changed", table(columns, rows), ...more];
}

function nights({ records, unreadable }: ReadHistory): readonly string[] {
  const rows = nightsOf(records)
    .slice(0, mostNights)
    .map(({ night, runs, passed, failed, invalid, tookSeconds, revision }) => [
      plain(night),
      ...[runs, passed, failed, invalid].map(String),
      durationText(tookSeconds),
      plain(shortRevision(revision)),
    ]);
  const torn = unreadable === 0 ? [] : [`${unreadable} lines of the history could not be read and are left out.`];
  const columns = ["night", "runs", "PASS", "FAIL", "INVALID", "runs took", "revision"];
  return ["## Nights", rows.length === 0 ? "There was none yet." : table(columns, rows), ...torn];
}

/** As many as there is room for. */
function trendTable(trends: readonly Trend[], room: number): readonly string[] {
  const rows = trends.map((trend) => {
    const [night, last] = [trend.points.at(-1), trend.points.at(-1)?.gate];
    const said = (value: number | undefined): string => (value === undefined ? "–" : plain(trendValue(trend, value)));
    return [
      `${code(partText(trend))} ${code(trend.gate)}`,
      letterline(trend),
      `${said(last?.observed)}${last?.ok === false ? ` **${missText(night).trim()}**` : ""}`,
      said(last?.limit),
      smallestText(trend),
    ];
  });
  let left = room - 300;
  const fitting = rows.filter((cells) => {
    left -= cells.join(" | ").length + 6;
    return left > 0;
  });
  if (fitting.length === 0) return [];
  const more =
    fitting.length < rows.length ? [`${rows.length - fitting.length} more trends are in \`history.html\`.`] : [];
  return ["## Trends", table(["part and gate", "last nights", "last", "limit", "least step"], fitting), ...more];
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [row(columns), row(columns.map(() => "---")), ...rows.map(row)].join("\n");
}
