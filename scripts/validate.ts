/** Says whether a run meets its rows and got no worse than a baseline: one report, one verdict. */
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { ExitCode } from "#contract/verdict";
import { compareRuns } from "./compare/runs.ts";
import { readSides } from "./compare/sides.ts";
import { validate } from "./compare/validation.ts";
import { type Command, runCommand } from "./lib/command.ts";
import { projectDir } from "./lib/paths.ts";
import { messageOf, Problem } from "./lib/problem.ts";

async function validateRun({ settings }: Command): Promise<ExitCode> {
  const { base, head } = readSides("BASELINE", "RUN", settings);
  const { verdict, reasons, exitCode, markdown } = validate(head, compareRuns(base, head, settings.THRESHOLD));
  write(resolve(projectDir, settings.OUTPUT), markdown);
  process.stdout.write([...reasons.map((reason) => `  - ${reason}`), `${verdict}  ${settings.OUTPUT}`, ""].join("\n"));
  return exitCode;
}

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    const what = `OUTPUT ${path} cannot be written: ${messageOf(error)}`;
    throw new Problem(
      "usage",
      {
        what,
        why: "a report that is nowhere proves nothing",
        fix: "give OUTPUT=… as a file in a folder that is there",
      },
      error,
    );
  }
}

await runCommand(validateRun);
