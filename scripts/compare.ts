/** Says what two runs show of each other; that is an indication, which `make ab` turns into proof. */
import { asMarkdown, asTerminal } from "./compare/present.ts";
import { openComparisonFolder } from "./compare/result.ts";
import { compareRuns } from "./compare/runs.ts";
import { readSides } from "./compare/sides.ts";
import { runCommand } from "./lib/command.ts";

await runCommand(async ({ settings }) => {
  const { base, head } = readSides("BASE", "HEAD", settings);
  const comparison = compareRuns(base, head, settings.THRESHOLD);
  const folder = openComparisonFolder(settings.RESULTS, "compare", comparison.scenario, new Date());
  folder.write("compare.json", `${JSON.stringify(comparison, null, 2)}\n`);
  folder.write("compare.md", asMarkdown(comparison));
  process.stdout.write(`${asTerminal(comparison, folder.shownPath)}\n`);
  return comparison.exitCode;
});
