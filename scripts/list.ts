/** Prints what there is to choose from. */
import { exitCodes } from "#contract/verdict";
import { runCommand } from "./lib/command.ts";
import { allLists, asText } from "./report/lists.ts";

await runCommand(async () => {
  process.stdout.write(`${asText(await allLists())}\n`);
  return exitCodes.pass;
});
