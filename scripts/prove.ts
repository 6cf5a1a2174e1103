/** Proves that every gate can turn red: breaks or misuses what each is about, and looks. */
import type { Baseline } from "#contract/baseline";
import { fields, type Settings } from "#contract/settings";
import { exitCodes } from "#contract/verdict";
import { type Proof, proofOf, proofOfMisuse } from "./judge/proof.ts";
import { loadResourceThresholds } from "./judge/thresholds.ts";
import { type Command, runCommand } from "./lib/command.ts";
import { ignoredSetting, Problem } from "./lib/problem.ts";
import { proofTable } from "./report/proof.ts";
import { proveHonesty } from "./run/honesty.ts";
import { runTrip, runUndisturbed } from "./run/trip-runs.ts";
import { findTripTests, proveByTests } from "./run/trip-tests.ts";
import {
  type FaultTrip,
  faultText,
  loadTrips,
  type MisuseTrip,
  type Trip,
  tripName,
  unclaimedLimits,
} from "./trips/trip.ts";

export interface ProvenTrip {
  readonly trip: Trip;
  readonly proof: Proof;
  readonly shownPath: string;
}

await runCommand(async (command) => {
  if (command.settings.DURATION !== undefined) {
    const fix = "give DURATION_SCALE, or leave it out";
    throw ignoredSetting("DURATION is given to prove, whose runs differ in length", fix);
  }
  const all = await loadTrips();
  const { TRIP } = command.settings;
  const rows = command.settings.ROWS?.toUpperCase() ?? "";
  const isOfRows = (trip: Trip): boolean => rows === "" || trip.rows.some((row) => row.startsWith(rows));
  const trips = all.filter((trip) => tripName(trip).includes(TRIP) && isOfRows(trip));
  const tests = findTripTests(TRIP, rows);
  if (trips.length + tests.length === 0) {
    throw new Problem("usage", {
      what: `no trip has "${TRIP}" in its name or in the title of its test and is one of a row that begins with "${rows}"`,
      why: "nothing would be proven",
      fix: `use for TRIP a part of one of ${all.map(tripName).join(" · ")}, for ROWS what \`make list ROWS=…\` takes`,
    });
  }
  const proven: ProvenTrip[] = [];
  for (const trip of trips) {
    if (command.signal.aborted) return exitCodes.interrupted;
    const one = "fault" in trip ? await proveFault(trip, command) : await proveMisuse(trip, command);
    proven.push(one);
    const said = one.proof.faults.length === 0 ? "as it says" : one.proof.faults.join("; ");
    process.stderr.write(`${trip.scenario}  ${tripName(trip)}: ${said}  ${one.shownPath}\n`);
  }
  if (command.signal.aborted) return exitCodes.interrupted;
  const isWhole = TRIP === "" && rows === "";
  const cases = [
    ...(await proveByTests(tests, command.signal)),
    ...(isWhole ? await proveHonesty(command.signal) : []),
  ];
  if (command.signal.aborted) return exitCodes.interrupted;
  const unclaimed = isWhole ? unclaimedLimits(trips, await loadResourceThresholds()) : [];
  const { text, isProven } = proofTable(proven, cases, unclaimed, isWhole);
  process.stdout.write(`${text}\n`);
  return isProven ? exitCodes.pass : exitCodes.fail;
});

async function proveFault(trip: FaultTrip, command: Command): Promise<ProvenTrip> {
  const broken = (baseline: Baseline | "none"): Partial<Settings> => {
    const fault = fields.FAULT.parse(faultText(trip, baseline));
    if ("wrong" in fault) throw new Error(`trip ${trip.fault}: ${fault.wrong}`);
    return { FAULT: fault.value };
  };
  const exempt = trip.beside === undefined ? [] : [trip.beside];
  const { executed } = await runUndisturbed(trip, command, broken, { exempt });
  return { trip, proof: proofOf(trip, executed.verdict), shownPath: executed.folder.shownPath };
}

/** First as it should be, then misused. */
async function proveMisuse(trip: MisuseTrip, command: Command): Promise<ProvenTrip> {
  const { target, misuse } = trip;
  const own = { TARGET: [{ target }] } as const;
  const { executed: healthy, baseline } = await runUndisturbed(trip, command, () => own);
  const { starts: startTrouble, settings, alikeTimes } = misuse;
  const misused = await runTrip(trip, command, { ...own, ...settings }, { baseline, startTrouble, alikeTimes });
  const shownPath = `${healthy.folder.shownPath} ${misused.folder.shownPath}`;
  return { trip, proof: proofOfMisuse(trip, healthy.verdict, misused.verdict), shownPath };
}
