/** Measures when the generator is late on this machine, into results/calibration.json. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Calibration, type CalibrationStep, calibrationSchemaVersion } from "#contract/calibration";
import { lateCanaryP99Ms, limitsOfRamps } from "../judge/calibration.ts";
import type { Command } from "../lib/command.ts";
import { chooseCores } from "../lib/cores.ts";
import { gitRevision } from "../lib/machine.ts";
import { Problem } from "../lib/problem.ts";
import { createProcesses } from "../lib/processes.ts";
import { calibrationFile, readCalibration } from "../run/calibration-file.ts";
import { findK6 } from "../run/k6-binary.ts";
import { openResultFile } from "../run/result-file.ts";
import { generatorSurroundings } from "../run/surroundings.ts";
import { round } from "./figure.ts";
import { climb } from "./ramp.ts";

const stepSeconds = 3;
/** k6 takes no shorter ones. */
const leastSeconds = 1;

interface Calibrating extends Pick<Command, "settings" | "signal"> {
  /** How many ramps to take the best of. */
  readonly rampCount: number;
  readonly say: (line: string) => void;
}

/** Says what it found. Throws a Problem when the machine is too busy with something else to be measured. */
export async function calibrateMachine({ settings, signal, rampCount, say }: Calibrating): Promise<void> {
  const { DURATION_SCALE } = settings;
  const seconds = Math.max(leastSeconds, stepSeconds * DURATION_SCALE);
  const k6 = await findK6(settings.K6_BIN);
  const cores = chooseCores(settings.PIN);
  const file = openResultFile(settings.RESULTS, calibrationFile);
  const folder = mkdtempSync(join(tmpdir(), "mesh-load-calibrate-"));
  const ramps: (readonly CalibrationStep[])[] = [];
  try {
    await using processes = createProcesses(folder, undefined, {}, cores);
    const bench = { k6: k6.path, folder, processes, cores: undefined, signal };
    for (let attempt = 1; ramps.length < rampCount && attempt <= 2 * rampCount + 2; attempt += 1) {
      const steps = await climb(bench, seconds);
      if (!isDisturbed(steps)) ramps.push(steps);
      const title = isDisturbed(steps) ? "disturbed by something else" : `ramp ${ramps.length} of ${rampCount}`;
      say([title, ...steps.map(shown)].join("\n  "));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  if (ramps.length === 0) throw tooBusy();
  const found = limitsOfRamps(ramps);
  const limits = { cores: round(found.cores), runDelay: round(found.runDelay) };
  const calibration: Calibration = {
    schemaVersion: calibrationSchemaVersion,
    date: new Date().toISOString(),
    revision: await gitRevision(),
    surroundings: generatorSurroundings(k6, cores),
    limits,
    ramps,
  };
  file.write(calibration);
  const { cores: share, runDelay } = limits;
  say(
    `\nk6 is late here from ${share.toFixed(2)} cores or ${runDelay.toFixed(2)} s/s of waiting for one  ${file.shownPath}`,
  );
}

function shown({ users, requestsPerSecond, cores, runDelay, canaryP99Ms }: CalibrationStep): string {
  return `${users} users  ${requestsPerSecond} requests/s  ${cores.toFixed(2)} cores  ${runDelay.toFixed(2)} s/s waited  canary ${canaryP99Ms.toFixed(1)} ms late (p99)`;
}

/** k6 is not late with next to nothing to do, unless the machine is busy with something else. */
function isDisturbed([first]: readonly CalibrationStep[]): boolean {
  return first === undefined || first.canaryP99Ms >= lateCanaryP99Ms;
}

function tooBusy(): Problem {
  return new Problem("broken", {
    what: `the canary woke ${lateCanaryP99Ms} ms late or more with next to no load, each time`,
    why: "the machine is busy with something else, which would be measured in place of k6",
    fix: "end other programs and run make calibrate again",
  });
}

/** Measures only where nothing measured here is known. On a machine too busy for it runs go by the limits of another one, and say so. */
export async function calibrateOnce(calibrating: Calibrating): Promise<void> {
  const { settings, say } = calibrating;
  const here = generatorSurroundings(await findK6(settings.K6_BIN), chooseCores(settings.PIN));
  const { missing } = readCalibration(settings.RESULTS, here);
  if (missing === undefined) return;
  say(`calibrating the generator first: ${missing}`);
  try {
    await calibrateMachine(calibrating);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    say(`not calibrated: ${error.message}`);
  }
}
