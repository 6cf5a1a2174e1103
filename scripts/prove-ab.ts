/** Measures how often `make ab` errs: COUNT comparisons of a registry with itself, and COUNT with a real delay before one side. */
import { exitCodes } from "#contract/verdict";
import { compareSides } from "./compare/ab.ts";
import type { AbSide } from "./compare/ab-sides.ts";
import { changeText, intervalText } from "./compare/change-text.ts";
import type { Cell } from "./compare/rounds.ts";
import { type Command, runCommand } from "./lib/command.ts";

/** Both sides stand far away: the registry's own slowest answers wander by 10 to 20 ms from run to run on two cores. */
const baseDelayMs = 180;
const headDelayMs = 200;

/** A heartbeat takes a few milliseconds beside the delay, so 20 ms more are a tenth. */
const asked = { operation: "registry.heartbeat", metric: "p95" } as const;

/** Each run starts a registry of its own: mcp-mesh gets slower with every agent that ever left it. */
const registry = { role: "registry", settings: {} } as const;
const base: AbSide = { ...registry, label: "base", awayMs: baseDelayMs };
const same: AbSide = { ...registry, label: "same", awayMs: baseDelayMs };
const slower: AbSide = { ...registry, label: "slower", awayMs: headDelayMs };

/** Of comparisons: false alarms at most, and delays found at least. */
const alarmShare = 0.05;
const foundShare = 0.95;

await runCommand(
  async (command) => {
    const { COUNT, ROUNDS } = command.settings;
    const tally = { alarms: 0, found: 0 };
    for (let index = 1; index <= COUNT; index += 1) {
      const healthy = await compare(base, same, command);
      if (healthy.some(isRegression)) tally.alarms += 1; // wherever it is
      const delayed = await compare(base, slower, command);
      if (delayed.filter(isAsked).some(isRegression)) tally.found += 1;
      const shown = `of ${index} comparisons of ${ROUNDS} rounds`;
      process.stdout.write(
        `false alarms ${tally.alarms}, ${headDelayMs - baseDelayMs} ms found ${tally.found}, each ${shown}\n`,
      );
    }
    const isMet = tally.alarms <= COUNT * alarmShare && tally.found >= COUNT * foundShare;
    process.stdout.write(`${isMet ? "PASS" : "FAIL"}\n`);
    return isMet ? exitCodes.pass : exitCodes.fail;
  },
  { SCENARIO: "registry", PROFILE: "round", COUNT: "10", THRESHOLD: "0.02" },
);

async function compare(base: AbSide, head: AbSide, command: Command): Promise<readonly Cell[]> {
  const { cells, verdict, reasons } = await compareSides({ base, head }, command, () => {});
  const cell = cells.find(isAsked);
  const seen = cell && `${changeText(cell.metric, cell.worse)} (${intervalText(cell.metric, cell.low, cell.high)})`;
  process.stderr.write(
    `${base.label} and ${head.label}: ${verdict}, heartbeat p95 ${seen ?? "–"}; ${reasons.join("; ")}\n`,
  );
  return cells;
}

function isAsked({ operation, metric }: Cell): boolean {
  return operation === asked.operation && metric === asked.metric;
}

function isRegression({ finding }: Cell): boolean {
  return finding === "regression";
}
