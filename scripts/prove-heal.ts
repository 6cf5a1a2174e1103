/** Proves that what a killed run leaves is healed: kills runs with SIGKILL at random moments, faults active in half of them. */
import { pickIndex, randomFrom } from "#contract/random";
import { exitCodes } from "#contract/verdict";
import { loadFaults } from "./faults/fault.ts";
import { runCommand } from "./lib/command.ts";
import { messageOf } from "./lib/problem.ts";
import { clearWithinMs, killAndLook, type Round, type RoundResult } from "./run/healing/round.ts";

/** Longer than any round lives, so that every kill of the second half meets its fault. */
const faultSeconds = 20;
/** A run is up and under load within about this; no kill comes too late for it. */
const killWithinMs = 4000;
const atOnce = 3;

/** What is killed: scenarios with a target, and needs of faults it cannot meet. */
const kinds = [
  { scenario: "registry", target: "mcp-mesh", lacks: ["database", "database-proxy", "database-disk"] },
  { scenario: "search", target: "codebase", lacks: ["store-file", "small-disk"] },
] as const;

await runCommand(async ({ settings, signal }) => {
  const faults = (await loadFaults()).filter(({ unavailable }) => unavailable() === undefined);
  const random = randomFrom(settings.SEED);
  const rounds = Array.from({ length: settings.COUNT }, (_, index): Round => {
    const { scenario, target, lacks } = kinds[pickIndex(random, kinds.length)] ?? kinds[0];
    const fitting = faults.filter(({ needs }) => !needs.some((need) => (lacks as readonly string[]).includes(need)));
    const fault = index % 2 === 1 ? fitting[pickIndex(random, fitting.length)] : undefined;
    return {
      scenario,
      fault: fault === undefined ? undefined : `${fault.name}:target=${target},for=${faultSeconds}`,
      killAfterMs: random() * killWithinMs,
    };
  });
  const results: (RoundResult & { readonly round: Round })[] = [];
  const failures: string[] = [];
  const pending = rounds.entries();
  const work = async (): Promise<void> => {
    for (const [index, round] of pending) {
      if (signal.aborted) return;
      const said = `${index + 1}  ${round.scenario}, ${round.fault ?? "no fault"}, killed after ${Math.round(round.killAfterMs)} ms`;
      try {
        const result = await killAndLook(round, signal);
        results.push({ ...result, round });
        if (result.clearedMs === null)
          failures.push(`${said}: after ${clearWithinMs} ms there was ${result.left.join(", ")}`);
        process.stderr.write(
          `${said}: ${result.clearedMs === null ? "NOT CLEARED" : `${Math.round(result.clearedMs)} ms`}\n`,
        );
      } catch (error) {
        failures.push(`${said}: ${messageOf(error)}`);
        process.stderr.write(`${said}: ${messageOf(error)}\n`);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  if (signal.aborted) return exitCodes.interrupted;
  const cleared = results.flatMap(({ clearedMs }) => clearedMs ?? []).sort((a, b) => a - b);
  const broken = results.filter(({ wasBroken }) => wasBroken).length;
  const isProven = failures.length === 0 && cleared.length === rounds.length;
  const times = `median ${Math.round(cleared[cleared.length >> 1] ?? Number.NaN)} ms, longest ${Math.round(cleared.at(-1) ?? Number.NaN)} ms`;
  const last = `${cleared.length} of ${rounds.length} killed runs left nothing, ${broken} of them with a fault on; ${times}`;
  process.stdout.write([...failures, `${isProven ? "PASS" : "FAIL"}  ${last}`, ""].join("\n"));
  return isProven ? exitCodes.pass : exitCodes.fail;
});
