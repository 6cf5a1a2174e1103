/** What ran against what: systems, load shape, versions, machine, settings. */
import { roleTitles } from "#contract/roles";
import { fields } from "#contract/settings";
import type { StolenCores } from "#contract/summary";
import { type Markup, markup } from "../markup.ts";
import type { RecordedRun } from "../recorded/run.ts";
import { shape } from "./shape.ts";
import { table } from "./table.ts";

export function whatRanSection(run: RecordedRun): Markup {
  const { config, summary } = run;
  const { versions = {}, machine, revision, systems = [] } = config;
  const requests = summary?.requests.toLocaleString("en");
  const facts: readonly (readonly [string, string | number | undefined | null])[] = [
    ["Run", run.id],
    ["Began", config.startedAt ?? run.happenings[0]?.time],
    [
      "Load",
      summary && `${(summary.durationMs / 1000).toFixed(1)} s, ${requests} requests, at most ${summary.maxVus} users`,
    ],
    ["Suite", revision],
    [
      "Versions",
      Object.entries(versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(", "),
    ],
    ["Machine", machine && `${machine.system}, ${machine.cores} × ${machine.cpu}, ${machine.memoryMiB} MiB`],
    ["Generator", summary?.generator && generatorText(summary.generator)],
    ["Host", summary?.stolen && stolenText(summary.stolen)],
  ];
  const known = facts.filter(([, value]) => value !== undefined && value !== null && value !== "");
  const rows = systems.map(({ role, target, dialect, url }) => [roleTitles[role] ?? role, target, dialect, url]);
  return markup`<h2 id="what-ran">What ran against what</h2>
${rows.length > 0 && table("Systems under load", ["role", "target", "dialect", "address"], rows)}
${shape(run)}
<dl>${known.map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
${settings(run)}`;
}

function generatorText({ cores, runDelay }: { readonly cores: number; readonly runDelay: number }): string {
  return `took ${cores.toFixed(2)} cores and waited ${(runDelay * 100).toFixed(1)} % of the time for one`;
}

/** Nothing on a machine of its own. */
function stolenText(stolen: readonly StolenCores[]): string | undefined {
  const most = Math.max(0, ...stolen.map(({ share }) => share));
  return most < 0.001 ? undefined : `took up to ${(most * 100).toFixed(1)} % of the cores away in a phase`;
}

function settings({ config }: RecordedRun): Markup | undefined {
  if (config.settings === undefined) return undefined;
  const rows = Object.entries(config.settings).map(([name, value]) => [
    name,
    typeof value === "string" || typeof value === "number" ? String(value) : JSON.stringify(value),
    (fields as Readonly<Record<string, { readonly help: string }>>)[name]?.help ?? "",
  ]);
  return markup`<details><summary>All settings</summary>${table("All settings", ["setting", "value", "says"], rows)}</details>`;
}
