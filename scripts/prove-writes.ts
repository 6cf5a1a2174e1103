/** Proves that what a workflow server has answered 201 stays: takes its process, its database or its connections from it under load, COUNT times. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exitCodes } from "#contract/verdict";
import { killRounds } from "./durability/kill-rounds.ts";
import { runCommand } from "./lib/command.ts";
import { createProcesses } from "./lib/processes.ts";
import { target } from "./targets/workflow.ts";

await runCommand(async ({ settings, signal }) => {
  const folder = mkdtempSync(join(tmpdir(), "mesh-load-writes-"));
  try {
    await using processes = createProcesses(folder);
    const dataDir = join(folder, "workflow");
    mkdirSync(dataDir, { mode: 0o700 });
    const { url, service, database } = await target.start({ processes, dataDir, signal });
    if (database === undefined) throw new Error("the workflow target stores in no database of ours");
    const { answered, stored, lost, doubled } = await killRounds(
      { url, service, database },
      {
        rounds: settings.COUNT,
        seed: settings.SEED,
        signal,
        onRound: ({ round, victim, answered: count, awayMs }) =>
          process.stderr.write(
            `${round + 1}  ${victim} taken: ${count} items answered 201, the next one after ${Math.round(awayMs)} ms\n`,
          ),
      },
    );
    const isProven = lost.length === 0 && doubled.length === 0 && answered > 0;
    const examples = [...lost.map((title) => `lost: ${title}`), ...doubled.map((title) => `there twice: ${title}`)];
    const last = `${settings.COUNT} rounds: ${answered} items answered 201, ${lost.length} lost, ${doubled.length} doubled; ${stored - answered + lost.length} more were stored though their answer was cut off`;
    process.stdout.write([...examples.slice(0, 10), `${isProven ? "PASS" : "FAIL"}  ${last}`, ""].join("\n"));
    return isProven ? exitCodes.pass : exitCodes.fail;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
