/** Proves that every gate can turn red: breaks what each is about, and looks. */
import { fields } from "#contract/settings";
import { exitCodes } from "#contract/verdict";
import { isGeneratorLimited } from "./judge/generator-limited.ts";
import { type Proof, proofOf } from "./judge/proof.ts";
import { type Command, runCommand } from "./lib/command.ts";
import { ignoredSetting, Problem } from "./lib/problem.ts";
import { proofTable } from "./report/proof.ts";
import { carryOut, type Executed } from "./run/execute.ts";
import { proveHonesty } from "./run/honesty.ts";
import { loadTrips, type Trip } from "./trips/trip.ts";

/** Shortened; the faults keep their seconds. */
const durationScale = 0.4;

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
  const trips = (await loadTrips()).filter(({ fault }) => fault.includes(command.settings.TRIP));
  if (trips.length === 0) {
    throw new Problem("usage", {
      what: `TRIP=${command.settings.TRIP} is part of no trip's fault`,
      why: "nothing would be proven",
      fix: `use a part of one of ${(await loadTrips()).map(({ fault }) => fault).join(" · ")}`,
    });
  }
  const proven: ProvenTrip[] = [];
  for (const trip of trips) {
    if (command.signal.aborted) return exitCodes.interrupted;
    const { verdict, folder } = await undisturbed(() => run(trip, command));
    const proof = proofOf(trip, verdict);
    proven.push({ trip, proof, shownPath: folder.shownPath });
    const said = proof.faults.length === 0 ? "as it says" : proof.faults.join("; ");
    process.stderr.write(`${trip.scenario}  ${trip.fault}: ${said}  ${folder.shownPath}\n`);
  }
  if (command.signal.aborted) return exitCodes.interrupted;
  const isWhole = command.settings.TRIP === "";
  const honesty = isWhole ? await proveHonesty(command.signal) : [];
  const { text, isProven } = proofTable(proven, honesty, isWhole);
  process.stdout.write(`${text}\n`);
  return isProven ? exitCodes.pass : exitCodes.fail;
});

function run(trip: Trip, { settings, ...command }: Command): Promise<Executed> {
  const fault = fields.FAULT.parse(trip.fault);
  if ("wrong" in fault) throw new Error(`trip ${trip.fault}: ${fault.wrong}`);
  const own = { SCENARIO: trip.scenario, PROFILE: trip.profile ?? "load", FAULT: fault.value } as const;
  const shortened = { DURATION_SCALE: settings.DURATION_SCALE * durationScale };
  return carryOut(
    { ...command, settings: { ...settings, ...own, ...shortened }, startedMs: Date.now() },
    { verb: "prove", judgesBroken: true, output: { write: () => {} } },
  );
}

/** A machine that was too busy is asked once more. */
async function undisturbed(go: () => Promise<Executed>): Promise<Executed> {
  const first = await go();
  if (!isGeneratorLimited(first.verdict)) return first;
  process.stderr.write(`generator-limited, repeated once: ${first.verdict.reasons[0]}\n`);
  return go();
}
