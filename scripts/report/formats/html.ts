/** report.html: the whole run on one page that opens from disk, without a network. */
import { Markup, markup } from "../markup.ts";
import { readAssets } from "../page/assets.ts";
import { frameData } from "../page/frame.ts";
import { phasesSection } from "../page/phases.ts";
import { resourcesSection } from "../page/resources.ts";
import { rolesSection } from "../page/roles.ts";
import { repeatSection, slowestSection, timelineSection } from "../page/tables.ts";
import { gatesSection, verdictSection } from "../page/verdict.ts";
import { whatRanSection } from "../page/what-ran.ts";
import type { RecordedRun } from "../recorded/run.ts";
import type { Reporter } from "../reporter.ts";

const sections = [
  ["what-ran", "What ran"],
  ["gates", "Gates"],
  ["phases", "Phases"],
  ["roles", "Systems"],
  ["resources", "Resources"],
  ["timeline", "Timeline"],
  ["slowest", "Slowest"],
  ["repeat", "Run it again"],
] as const;

export const reporter: Reporter = {
  file: "report.html",
  write(run) {
    const { style, script, policy } = readAssets();
    const title = titleOf(run);
    return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Markup(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${run.verdict.verdict}: ${title}</title>
<style>${new Markup(style)}</style>
</head>
<body>
<header><h1>${title}</h1>
<nav aria-label="Sections"><ul>${sections.map(([id, name]) => markup`<li><a href="#${id}">${name}</a></li>`)}</ul></nav></header>
<main>
${verdictSection(run)}
${whatRanSection(run)}
${gatesSection(run)}
${phasesSection(run)}
${rolesSection(run)}
${resourcesSection(run)}
${timelineSection(run)}
${slowestSection(run)}
${repeatSection(run)}
</main>
<noscript><p>The charts need JavaScript; their numbers are in the tables below them.</p></noscript>
${frameData(run)}
<script>${new Markup(script)}</script>
</body>
</html>
`.text;
  },
};

function titleOf({ id, summary, faults }: RecordedRun): string {
  if (summary === undefined) return id;
  const broken = faults.length === 0 ? "" : `, ${faults.map(({ label }) => label).join(", ")}`;
  return `${summary.scenario}, profile ${summary.profile}${broken}`;
}
