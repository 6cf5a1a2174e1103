/** Looks whether a run can go well here, one line per check, and says how to put right what is bad. */
import { exitCodes } from "#contract/verdict";
import { runCommand } from "./lib/command.ts";
import { lineOf } from "./preflight/check.ts";
import { choiceChecks } from "./preflight/choices.ts";
import { machineChecks } from "./preflight/machine.ts";
import { networkChecks } from "./preflight/network.ts";
import { programChecks } from "./preflight/programs.ts";
import { storeChecks } from "./preflight/stores.ts";
import { settle } from "./run/settle.ts";

await runCommand(async ({ settings }) => {
  const { cast, mistakes } = await settle(settings);
  const groups = await Promise.all([
    choiceChecks(mistakes),
    programChecks(settings),
    machineChecks(settings, cast),
    networkChecks(settings),
    storeChecks(settings),
  ]);
  const checks = groups.flat();
  const count = (outcome: string): number => checks.filter((check) => check.outcome === outcome).length;
  const last = `${count("bad") === 0 ? "ready" : "not ready"}: ${count("ok")} ok, ${count("warn")} warn, ${count("bad")} bad`;
  process.stdout.write(`${[...checks.map(lineOf), last].join("\n")}\n`);
  return count("bad") === 0 ? exitCodes.pass : exitCodes.broken;
});
