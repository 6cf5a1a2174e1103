/** A baseline of one load that no file keeps: for a run that is held against what the machine did a moment before. */
import { type Baseline, baselineSchemaVersion, holdsUnder } from "#contract/baseline";
import { loadBaselineLimits } from "../judge/thresholds.ts";
import type { Command } from "../lib/command.ts";
import { chooseCores } from "../lib/cores.ts";
import { gitRevision } from "../lib/machine.ts";
import { recordEntries } from "./baseline-runs.ts";
import { findK6 } from "./k6-binary.ts";
import type { Output } from "./live.ts";
import { surroundingsOf } from "./surroundings.ts";

/** Of the rows that SCENARIO and PROFILE are the load of, the middle of RUNS runs. */
export async function freshBaseline(command: Command, output: Output, awayMs?: number): Promise<Baseline> {
  const { settings } = command;
  const { SCENARIO, PROFILE, K6_BIN, PIN } = settings;
  const all = await loadBaselineLimits();
  const limits = all.filter((limit) => holdsUnder(limit, SCENARIO, PROFILE));
  const held = limits.map((limit) => ({ ...limit, profile: PROFILE }));
  return {
    schemaVersion: baselineSchemaVersion,
    date: new Date().toISOString(),
    revision: await gitRevision(),
    surroundings: surroundingsOf(await findK6(K6_BIN), chooseCores(PIN), settings),
    entries: await recordEntries(held, command, output, awayMs),
  };
}
