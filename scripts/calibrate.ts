/** Measures when the generator is late on this machine; runs that follow judge their generator by it. */
import { exitCodes } from "#contract/verdict";
import { calibrateMachine } from "./bench/calibrate-machine.ts";
import { runCommand } from "./lib/command.ts";

await runCommand(
  async ({ settings, signal }) => {
    const say = (line: string): void => void process.stdout.write(`${line}\n`);
    await calibrateMachine({ settings, signal, rampCount: settings.RUNS, say });
    return exitCodes.pass;
  },
  { RUNS: "3" },
);
