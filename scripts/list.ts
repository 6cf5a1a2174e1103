/** Prints what there is to choose from, or the rows of the requirements and where they are proven. */
import { exitCodes } from "#contract/verdict";
import { runCommand } from "./lib/command.ts";
import { lastResults } from "./report/last-results.ts";
import { allLists, asText } from "./report/lists.ts";
import { limitProofs, testProofs, tripProofs } from "./report/proofs.ts";
import { rowListText, rowsOf } from "./report/row-list.ts";

await runCommand(async ({ settings: { ROWS, RESULTS } }) => {
  process.stdout.write(`${ROWS === undefined ? asText(await allLists()) : await listRows(ROWS, RESULTS)}\n`);
  return exitCodes.pass;
});

async function listRows(prefix: string, resultsDir: string): Promise<string> {
  const chosen = rowsOf(prefix);
  const proofs = [...(await limitProofs()), ...testProofs(), ...(await tripProofs())];
  return rowListText(chosen, proofs, lastResults(resultsDir));
}
