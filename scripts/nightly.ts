/** Runs every scenario, target and fault that can run here, or what is most due of it, and remembers what each found. */
import { fields, type Settings } from "#contract/settings";
import { calibrateOnce } from "./bench/calibrate-machine.ts";
import { changeLine } from "./history/change-words.ts";
import { openHistory, type ReadHistory } from "./history/history.ts";
import { allChanges, type FoundChange, machineText, trendsOf } from "./history/trends.ts";
import { writeHistory } from "./history/write-history.ts";
import { runCommand } from "./lib/command.ts";
import { describeMachine, gitRevision, type Machine } from "./lib/machine.ts";
import { ignoredSetting, Problem } from "./lib/problem.ts";
import { runNight } from "./nightly/night.ts";
import { openNightFolder, pruneNights } from "./nightly/night-folder.ts";
import { nightMarkdown } from "./nightly/night-markdown.ts";
import { partName } from "./nightly/part.ts";
import { type LastRun, ordinaryTimes, pick, totalSeconds } from "./nightly/pick.ts";
import { planText } from "./nightly/plan-text.ts";
import { type Programme, programme } from "./nightly/programme.ts";
import { findK6 } from "./run/k6-binary.ts";

/** Calibrating takes about a minute: a twentieth of it. */
const worthCalibratingSeconds = 20 * 60;

const say = (line: string): void => void process.stderr.write(`${line}\n`);

await runCommand(
  async (command) => {
    const { settings } = command;
    requireNoOther(settings);
    const all = chosenParts(await programme(settings), settings);
    const { version: k6 } = await findK6(settings.K6_BIN);
    const ground = { revision: await gitRevision(), k6, machine: describeMachine() };
    const history = openHistory(settings);
    const before = await history.read();
    const { BUDGET: budgetSeconds, COUNT: times } = settings;
    const last = lastRuns(before, settings, ground.machine);
    const picked = pick(all.parts, last, { nowMs: Date.now(), budgetSeconds, times });
    requireSome(picked.parts.length, settings);
    say(planText(picked, all, budgetSeconds));
    if (totalSeconds(picked.parts) >= worthCalibratingSeconds) {
      await calibrateOnce({ settings: { ...settings, DURATION_SCALE: 1 }, signal: command.signal, rampCount: 3, say });
    }
    const folder = openNightFolder(settings.RESULTS, new Date());
    say(`nightly · ${folder.shownPath}`);
    const { outcome, records } = await runNight(
      { picked, leftOut: all.leftOut, folder, history, ground, say },
      command,
    );
    const after = { ...before, records: [...before.records, ...records] };
    const changes = recent(allChanges(trendsOf(after.records)));
    folder.write("night.md", nightMarkdown(outcome, changes));
    const page = writeHistory(settings.RESULTS, after);
    const pruned = pruneNights(settings.RESULTS, settings.KEEP);
    if (pruned > 0)
      say(
        `${pruned} folders of nights before the last ${settings.KEEP} were removed; their numbers stay in ${history.place}`,
      );
    const [first, ...red] = outcome.reasons;
    const lines = [...changes.map(changeLine), ...red.map((reason) => `  - ${reason.split("\n")[0]}`)];
    process.stdout.write(`\n${[...lines, `${outcome.verdict}  ${first}  ${folder.shownPath}  ${page}`].join("\n")}\n`);
    return outcome.exitCode;
  },
  { COUNT: ordinaryTimes },
);

/** The night says itself what is run. */
function requireNoOther(settings: Settings): void {
  const isGiven = (name: "SCENARIO" | "PROFILE" | "TARGET" | "FAULT" | "DURATION" | "BASELINE_TARGET"): boolean =>
    JSON.stringify(settings[name]) !== JSON.stringify(fields[name].fallback);
  const given = (["SCENARIO", "PROFILE", "TARGET", "FAULT", "DURATION", "BASELINE_TARGET"] as const).filter(isGiven);
  if (given.length === 0) return;
  const fix = "leave it out; PART=… chooses among the parts, DURATION_SCALE makes all of them shorter";
  throw ignoredSetting(`${given.join(" and ")} given to nightly, which runs everything`, fix);
}

function chosenParts({ parts, leftOut }: Programme, { PART }: Settings): Programme {
  if (PART === undefined) return { parts, leftOut };
  const chosen = parts.filter((part) => partName(part).includes(PART));
  if (chosen.length > 0) return { parts: chosen, leftOut: leftOut.filter(({ name }) => name.includes(PART)) };
  throw new Problem("usage", {
    what: `PART=${PART} is part of no name`,
    why: "nothing would be run",
    fix: `use a part of a name like ${parts.slice(0, 5).map(partName).join(", ")}`,
  });
}

function requireSome(picked: number, { BUDGET }: Settings): void {
  if (picked > 0) return;
  throw new Problem("usage", {
    what: `BUDGET=${BUDGET}s is less than any part takes`,
    why: "nothing would be run",
    fix: "give more of it, or a smaller DURATION_SCALE",
  });
}

/** Of each part on this machine, as long as now: what ran elsewhere or shorter says nothing of either. */
function lastRuns({ records }: ReadHistory, settings: Settings, machine: Machine): ReadonlyMap<string, LastRun> {
  const own = records.filter(
    (record) =>
      record.durationScale === settings.DURATION_SCALE && machineText(record.machine) === machineText(machine),
  );
  return new Map(
    own.map(({ part, time, tookSeconds }) => [part, { endedMs: Date.parse(time) + tookSeconds * 1000, tookSeconds }]),
  );
}

/** What a person may not know yet. */
function recent(changes: readonly FoundChange[]): readonly FoundChange[] {
  const mostRuns = 7;
  return changes.filter(({ change }) => change.lasted <= mostRuns);
}
