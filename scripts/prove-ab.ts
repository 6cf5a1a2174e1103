/** Measures how often `make ab` errs: COUNT comparisons of a registry with itself, and COUNT with a real delay before one side. */
import { exitCodes } from "#contract/verdict";
import { compareSides } from "./compare/ab.ts";
import type { AbSide } from "./compare/ab-sides.ts";
import { changeText, intervalText } from "./compare/change-text.ts";
import type { Metric } from "./compare/metrics.ts";
import type { Cell } from "./compare/rounds.ts";
import { type Command, runCommand } from "./lib/command.ts";

/**
 * Both sides stand far away: the registry's own slowest answers wander by 10 to 20 ms from run to run on two cores. And they stand well beyond
 * the scenario's limit of 200 ms: closer to it, rounds whose gate the machine leaves undecided do not count.
 */
const baseDelayMs = 300;
const headDelayMs = 330;

const asked = "registry.heartbeat";
/** A heartbeat takes a few milliseconds beside the delay, so 30 ms more are a tenth of both. */
const percentiles = ["p50", "p95"] as const;

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
    const tally = { alarms: 0, p50: 0, p95: 0 };
    for (let index = 1; index <= COUNT; index += 1) {
      const healthy = await compare(base, same, command);
      if (healthy.some(isRegression)) tally.alarms += 1; // wherever it is
      const delayed = (await compare(base, slower, command)).filter(isRegression);
      for (const metric of percentiles) if (delayed.some((cell) => isAsked(cell, metric))) tally[metric] += 1;
      process.stdout.write(
        `false alarms ${tally.alarms}, ${headDelayMs - baseDelayMs} ms found in p50 ${tally.p50}, in p95 ${tally.p95}, each of ${index} comparisons of ${ROUNDS} rounds\n`,
      );
    }
    const isFound = percentiles.every((metric) => tally[metric] >= COUNT * foundShare);
    const isMet = isFound && tally.alarms <= COUNT * alarmShare;
    process.stdout.write(`${isMet ? "PASS" : "FAIL"}\n`);
    return isMet ? exitCodes.pass : exitCodes.fail;
  },
  { SCENARIO: "registry", PROFILE: "round", COUNT: "10", THRESHOLD: "0.02" },
);

async function compare(base: AbSide, head: AbSide, command: Command): Promise<readonly Cell[]> {
  const { cells, verdict, reasons } = await compareSides({ base, head }, command, () => {});
  const seen = percentiles.flatMap((metric) => {
    const cell = cells.find((each) => isAsked(each, metric));
    return cell === undefined
      ? []
      : [`${metric} ${changeText(metric, cell.worse)} (${intervalText(metric, cell.low, cell.high)})`];
  });
  process.stderr.write(
    `${base.label} and ${head.label}: ${verdict}, heartbeat ${seen.join(", ")}; ${reasons.join("; ")}\n`,
  );
  return cells;
}

function isAsked({ operation, metric }: Cell, of: Metric): boolean {
  return operation === asked && metric === of;
}

function isRegression({ finding }: Cell): boolean {
  return finding === "regression";
}
