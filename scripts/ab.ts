/** Puts two targets under the same load in turns, and says which differences between them are proven. */
import type { ExitCode } from "#contract/verdict";
import { compareSides } from "./compare/ab.ts";
import { abSides } from "./compare/ab-sides.ts";
import { asMarkdown, asTerminal } from "./compare/present.ts";
import { openComparisonFolder } from "./compare/result.ts";
import { type Command, runCommand } from "./lib/command.ts";
import { prepare } from "./run/prepare.ts";

/** Without SCENARIO, the scenario that is called like the role of the two. */
const ofTheRole = "(the one of the role)";

async function ab(command: Command): Promise<ExitCode> {
  const sides = await abSides(command.settings);
  const given = command.settings.SCENARIO;
  const settings = { ...command.settings, SCENARIO: given === ofTheRole ? sides.base.role : given };
  for (const side of [sides.base, sides.head]) await prepare({ ...settings, ...side.settings }); // wrong settings come before the first run
  const folder = openComparisonFolder(settings.RESULTS, "ab", settings.SCENARIO, new Date());
  process.stderr.write(
    `${settings.SCENARIO} · ${settings.PROFILE} · ${sides.base.label} and ${sides.head.label} · ${folder.shownPath}\n`,
  );
  const comparison = await compareSides(
    sides,
    { ...command, settings },
    (line) => void process.stderr.write(`  ${line}\n`),
  );
  folder.write("compare.json", `${JSON.stringify(comparison, null, 2)}\n`);
  folder.write("compare.md", asMarkdown(comparison));
  process.stdout.write(`\n${asTerminal(comparison, folder.shownPath)}\n`);
  return comparison.exitCode;
}

await runCommand(ab, { SCENARIO: ofTheRole, PROFILE: "round" });
