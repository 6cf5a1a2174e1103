/** report.html: the whole run on one page that opens from disk, without a network. */
import { Markup, markup } from "../markup.ts";
import { readAssets } from "../page/assets.ts";
import { pageOf } from "../page/document.ts";
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
    return pageOf({
      title: `${run.verdict.verdict}: ${title}`,
      heading: title,
      style,
      policy,
      sections,
      main: [
        verdictSection(run),
        whatRanSection(run),
        gatesSection(run),
        phasesSection(run),
        rolesSection(run),
        resourcesSection(run),
        timelineSection(run),
        slowestSection(run),
        repeatSection(run),
      ],
      end: [
        markup`<noscript><p>The charts need JavaScript; their numbers are in the tables below them.</p></noscript>`,
        frameData(run),
        markup`<script>${new Markup(script)}</script>`,
      ],
    });
  },
};

function titleOf({ id, summary, faults }: RecordedRun): string {
  if (summary === undefined) return id;
  const broken = faults.length === 0 ? "" : `, ${faults.map(({ label }) => label).join(", ")}`;
  return `${summary.scenario}, profile ${summary.profile}${broken}`;
}
