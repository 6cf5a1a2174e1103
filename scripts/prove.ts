/** Proves that every gate can turn red: breaks or misuses what each is about, and looks. */
import { fields, type Settings } from "#contract/settings";
import { exitCodes } from "#contract/verdict";
import { isGeneratorLimited } from "./judge/generator-limited.ts";
import { type Proof, proofOf, proofOfMisuse } from "./judge/proof.ts";
import { loadResourceThresholds } from "./judge/thresholds.ts";
import { type Command, runCommand } from "./lib/command.ts";
import { ignoredSetting, Problem } from "./lib/problem.ts";
import { proofTable } from "./report/proof.ts";
import { carryOut, type Executed } from "./run/execute.ts";
import { proveHonesty } from "./run/honesty.ts";
import { findTripTests, proveByTests } from "./run/trip-tests.ts";
import { type FaultTrip, loadTrips, type MisuseTrip, type Trip, tripName, unclaimedLimits } from "./trips/trip.ts";

/** Shortened; the faults keep their seconds. */
const usualScale = 0.4;

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
  const trips = all.filter((trip) => tripName(trip).includes(command.settings.TRIP));
  const tests = findTripTests(command.settings.TRIP);
  if (trips.length + tests.length === 0) {
    throw new Problem("usage", {
      what: `TRIP=${command.settings.TRIP} is part of no trip's name, and of no title of a test of one`,
      why: "nothing would be proven",
      fix: `use a part of one of ${all.map(tripName).join(" · ")}`,
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
  const isWhole = command.settings.TRIP === "";
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
  const fault = fields.FAULT.parse(trip.fault);
  if ("wrong" in fault) throw new Error(`trip ${trip.fault}: ${fault.wrong}`);
  const { verdict, folder } = await undisturbed(() => run(trip, command, { FAULT: fault.value }));
  return { trip, proof: proofOf(trip, verdict), shownPath: folder.shownPath };
}

/** First as it should be, then misused. */
async function proveMisuse(trip: MisuseTrip, command: Command): Promise<ProvenTrip> {
  const { target, misuse, durationScale } = trip;
  const own = { TARGET: [{ target }] } as const;
  const healthy = await undisturbed(() => run(trip, command, own, { durationScale }));
  const { startShare } = misuse;
  const misused = await run(trip, command, { ...own, ...misuse.settings }, { durationScale, startShare });
  const shownPath = `${healthy.folder.shownPath} ${misused.folder.shownPath}`;
  return { trip, proof: proofOfMisuse(trip, healthy.verdict, misused.verdict), shownPath };
}

interface Means {
  readonly durationScale?: number | undefined;
  readonly startShare?: number | undefined;
}

function run(
  { scenario: SCENARIO, profile: PROFILE = "load" }: Trip,
  { settings, ...command }: Command,
  given: Partial<Settings>,
  { durationScale = usualScale, startShare }: Means = {},
): Promise<Executed> {
  const DURATION_SCALE = settings.DURATION_SCALE * durationScale;
  return carryOut(
    { ...command, settings: { ...settings, SCENARIO, PROFILE, DURATION_SCALE, ...given }, startedMs: Date.now() },
    { verb: "prove", judgesBroken: true, startShare, output: { write: () => {} } },
  );
}

/** A machine that was too busy is asked once more. */
async function undisturbed(go: () => Promise<Executed>): Promise<Executed> {
  const first = await go();
  if (!isGeneratorLimited(first.verdict)) return first;
  process.stderr.write(`generator-limited, repeated once: ${first.verdict.reasons[0]}\n`);
  return go();
}
