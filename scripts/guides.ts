/** Runs every command that the guides show, each shortened, and fails when one is broken. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { exitCodes } from "#contract/verdict";
import { type Guide, readGuide } from "./guides/commands.ts";
import { leftOut } from "./guides/ready.ts";
import { type Ran, runGuideCommand } from "./guides/run.ts";
import { runCommand } from "./lib/command.ts";
import { projectDir } from "./lib/paths.ts";
import { messageOf, Problem } from "./lib/problem.ts";

const say = (line: string): void => void process.stdout.write(`${line}\n`);

await runCommand(async ({ settings: { GUIDES }, signal }) => {
  const guides = GUIDES.map(guideAt);
  const unknown = guides.flatMap((guide) => guide.unknown);
  for (const each of unknown) say(`UNKNOWN  ${each}`);
  const ran: Ran[] = [];
  let notRun = 0;
  const folder = mkdtempSync(join(tmpdir(), "mesh-load-guides-"));
  try {
    for (const command of guides.flatMap(({ commands }) => commands)) {
      const why = leftOut.find((each) => each.command.test(command.text))?.why;
      if (why === undefined) {
        const one = await runGuideCommand(command, folder, signal);
        ran.push(one);
        say(lineOf(one));
      } else {
        notRun += 1;
        say(`not run  ${command.file}:${command.line}  ${command.text}  (${why})`);
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  const broken = ran.filter((each) => each.broken !== undefined);
  const isWell = broken.length + unknown.length === 0 && ran.length > 0;
  const count = `${ran.length - broken.length} of ${ran.length} commands of ${GUIDES.join(", ")} do what they say`;
  const more = [
    ...(notRun === 0 ? [] : [`${notRun} not run, as declared`]),
    ...(unknown.length === 0 ? [] : [`${unknown.length} unknown`]),
    ...(broken.length === 0
      ? []
      : [`broken: ${broken.map(({ command }) => `${command.file}:${command.line}`).join(", ")}`]),
  ];
  say(`\n${isWell ? "PASS" : "FAIL"}  ${[count, ...more].join("; ")}`);
  return isWell ? exitCodes.pass : exitCodes.fail;
});

function guideAt(path: string): Guide {
  try {
    return readGuide(path, readFileSync(resolve(projectDir, path), "utf8"));
  } catch (error) {
    throw new Problem("usage", {
      what: `GUIDES: ${path} cannot be read: ${messageOf(error)}`,
      why: "its commands would not be run",
      fix: "give paths from the project's root, separated by commas",
    });
  }
}

/** How it ended is shown also where it is no fault of the command: a short run on a busy machine proves nothing. */
function lineOf({ command, ended, seconds, notes, broken, said }: Ran): string {
  const { exitCode, lastLine = "" } = ended ?? {};
  const first = `${broken === undefined ? "ok" : "BROKEN"}  exit ${exitCode ?? "–"}  ${seconds.toFixed(1)} s  ${command.file}:${command.line}  ${command.text}`;
  const shown = broken === undefined ? [lastLine, ...notes] : [broken, ...said.split("\n").map((line) => `| ${line}`)];
  return [first, ...shown.map((line) => `    ${line}`)].join("\n");
}
