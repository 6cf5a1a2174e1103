/** Says what two runs show of each other; that is an indication, which `make ab` turns into proof. */
import type { Settings } from "#contract/settings";
import type { ExitCode } from "#contract/verdict";
import { differences } from "./compare/comparable.ts";
import { asMarkdown, asTerminal } from "./compare/present.ts";
import { openComparisonFolder } from "./compare/result.ts";
import { compareRuns } from "./compare/runs.ts";
import { readSide, type Side } from "./compare/side.ts";
import { type Command, runCommand } from "./lib/command.ts";
import { Problem } from "./lib/problem.ts";
import { findRun } from "./report/find-run.ts";

async function compare({ settings }: Command): Promise<ExitCode> {
  const base = sideOf("BASE", settings);
  const head = sideOf("HEAD", settings);
  const other = differences(base, head);
  if (other.length > 0 && settings.FORCE !== "1") {
    throw new Problem(
      "usage",
      other.map((what) => ({
        what: `${base.id} and ${head.id} cannot be compared: ${what}`,
        why: "what differs in their numbers may come from that",
        fix: "make a run like the other one, or say FORCE=1",
      })),
    );
  }
  const comparison = compareRuns(base, head, settings.THRESHOLD);
  const folder = openComparisonFolder(settings.RESULTS, "compare", comparison.scenario, new Date());
  folder.write("compare.json", `${JSON.stringify(comparison, null, 2)}\n`);
  folder.write("compare.md", asMarkdown(comparison));
  process.stdout.write(`${asTerminal(comparison, folder.shownPath)}\n`);
  return comparison.exitCode;
}

function sideOf(setting: "BASE" | "HEAD", settings: Settings): Side {
  const written = settings[setting];
  if (written !== undefined) return readSide(setting, findRun(setting, written, settings.RESULTS));
  throw new Problem("usage", {
    what: `${setting} is not given`,
    why: "two runs are needed to compare",
    fix: `give ${setting}=… as a run of \`ls ${settings.RESULTS}\``,
  });
}

await runCommand(compare);
