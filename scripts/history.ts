/** Makes the page and the Markdown of the history of nightly runs, and prints what changed. */
import { exitCodes } from "#contract/verdict";
import { changeLine } from "./history/change-words.ts";
import { openHistory } from "./history/history.ts";
import { allChanges, trendsOf } from "./history/trends.ts";
import { writeHistory } from "./history/write-history.ts";
import { runCommand } from "./lib/command.ts";
import { Problem } from "./lib/problem.ts";

await runCommand(async ({ settings }) => {
  const history = openHistory(settings);
  const read = await history.read();
  if (read.records.length === 0) {
    throw new Problem("usage", {
      what: `${history.place} holds no run${read.unreadable > 0 ? `, and ${read.unreadable} lines that cannot be read` : ""}`,
      why: "a page of nothing tells nothing",
      fix: "run `make nightly` first, or name where the history is by RESULTS or HISTORY",
    });
  }
  const lines = allChanges(trendsOf(read.records)).map(changeLine);
  const shownPage = writeHistory(settings.RESULTS, read);
  const found = lines.length === 0 ? "nothing has changed for good" : `${lines.length} lasting changes`;
  process.stdout.write(`${[...lines, `${found} in ${read.records.length} runs  ${shownPage}`].join("\n")}\n`);
  return exitCodes.pass;
});
