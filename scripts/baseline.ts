/** Records what this machine does, as the baseline that later runs on it are held against. */
import { type Baseline, type BaselineEntry, type BaselineLimit, baselineSchemaVersion } from "#contract/baseline";
import { fields, type Settings } from "#contract/settings";
import { exitCodes } from "#contract/verdict";
import { differences } from "./judge/baseline.ts";
import { loadBaselineLimits } from "./judge/thresholds.ts";
import { runCommand } from "./lib/command.ts";
import { chooseCores } from "./lib/cores.ts";
import { gitRevision } from "./lib/machine.ts";
import { Problem } from "./lib/problem.ts";
import { baselineFile, readBaseline } from "./run/baseline-file.ts";
import { recordEntries } from "./run/baseline-runs.ts";
import { findK6 } from "./run/k6-binary.ts";
import { openResultFile } from "./run/result-file.ts";
import { surroundingsOf } from "./run/surroundings.ts";

await runCommand(async (command) => {
  const { settings, signal } = command;
  requireNoOther(settings);
  const chosen = await chosenLimits(settings);
  const surroundings = surroundingsOf(await findK6(settings.K6_BIN), chooseCores(settings.PIN), settings);
  const file = openResultFile(settings.RESULTS, baselineFile);
  const entries: BaselineEntry[] = [];
  for (const rows of Map.groupBy(chosen, ({ scenario, profile }) => `${scenario} ${profile}`).values()) {
    entries.push(...(await recordEntries(rows, command, process.stderr)));
    if (signal.aborted) return exitCodes.interrupted;
  }
  const before = readBaseline(settings.RESULTS);
  const isOfHere = !("missing" in before) && differences(before.surroundings, surroundings).length === 0;
  const kept = isOfHere ? before.entries.filter((old) => !entries.some((entry) => isSame(old, entry))) : [];
  const baseline: Baseline = {
    schemaVersion: baselineSchemaVersion,
    date: new Date().toISOString(),
    revision: await gitRevision(),
    surroundings,
    entries: [...kept, ...entries].sort((a, b) => a.requirement.localeCompare(b.requirement)),
  };
  file.write(baseline);
  process.stdout.write(`${entries.map(said).join("\n")}\n\nrecorded  ${file.shownPath}\n`);
  return exitCodes.pass;
});

async function chosenLimits({ ROWS = "" }: Settings): Promise<readonly BaselineLimit[]> {
  const all = await loadBaselineLimits();
  const chosen = all.filter(({ requirement }) => requirement.startsWith(ROWS.toUpperCase()));
  if (chosen.length > 0) return chosen;
  throw new Problem("usage", {
    what: `ROWS: no row that begins with "${ROWS}" asks for a baseline`,
    why: "nothing would be recorded",
    fix: `use one of ${all.map(({ requirement }) => requirement).join(", ")}, or leave it out`,
  });
}

/** The rows say which scenario and profile are run. */
function requireNoOther(settings: Settings): void {
  const given = (["SCENARIO", "PROFILE"] as const).filter((name) => settings[name] !== fields[name].fallback);
  const all = [...given, ...(settings.FAULT.length > 0 ? ["FAULT"] : [])];
  if (all.length === 0) return;
  throw new Problem("usage", {
    what: `${all.join(" and ")} given to baseline, whose rows say what is run`,
    why: "a setting that is ignored is a run that measured something else",
    fix: "leave it out; ROWS=… chooses among the rows",
  });
}

function isSame(one: BaselineEntry, other: BaselineEntry): boolean {
  return one.requirement === other.requirement && one.target === other.target;
}

function said({ requirement, target, metric, valueMs, runsMs }: BaselineEntry): string {
  const runs = runsMs.map((ms) => ms.toFixed(1)).join(", ");
  return `${requirement}  ${metric}@${target}  ${valueMs.toFixed(1)} ms, the median of ${runs}`;
}
