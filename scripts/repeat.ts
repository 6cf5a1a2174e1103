/** Runs the same load COUNT times: a verdict that changes from run to run on an idle machine is not one to trust (REP-17). */
import { exitCodes } from "#contract/verdict";
import { runCommand } from "./lib/command.ts";
import { type Repeat, repeated } from "./report/repeats.ts";
import { carryOut } from "./run/execute.ts";

const quiet = { write: () => {} };

await runCommand(
  async (command) => {
    const { COUNT: count } = command.settings;
    const repeats: Repeat[] = [];
    while (repeats.length < count) {
      const startedMs = Date.now();
      const { verdict, folder } = await carryOut({ ...command, startedMs }, { verb: "repeat", output: quiet });
      if (command.signal.aborted) return exitCodes.interrupted;
      repeats.push({ verdict, shownPath: folder.shownPath });
      const said = `${verdict.verdict}  ${verdict.reasons[0] ?? ""}  ${folder.shownPath}`;
      process.stderr.write(`${String(repeats.length).padStart(String(count).length)} of ${count}  ${said}\n`);
    }
    const { text, verdict } = repeated(repeats);
    process.stdout.write(`\n${text}\n`);
    return { PASS: exitCodes.pass, FAIL: exitCodes.fail, INVALID: exitCodes.invalid }[verdict];
  },
  { COUNT: "10" },
);
