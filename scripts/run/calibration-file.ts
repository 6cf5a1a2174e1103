/** results/calibration.json: when the generator is late on this machine, and what the machine was when that was measured. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Calibration, calibrationSchemaVersion, type GeneratorSurroundings } from "#contract/calibration";
import { type Calibrated, calibrationFor } from "../judge/calibration.ts";
import { projectDir } from "../lib/paths.ts";
import { readJson } from "../report/recorded/files.ts";

export const calibrationFile = "calibration.json";

/** `root` is the RESULTS setting, relative to the project. */
export function readCalibration(root: string, here: GeneratorSurroundings): Calibrated {
  const path = join(resolve(projectDir, root), calibrationFile);
  const found = readJson<Calibration>(path);
  if (found !== undefined && isWhole(found)) return calibrationFor(here, found);
  return calibrationFor(here, { missing: existsSync(path) ? `${path} is of another form` : "nobody measured it" });
}

/** Of a file that a person edited: no figure is below a limit that is none, so the generator would never be late. */
function isWhole({ schemaVersion, surroundings, limits }: Partial<Calibration>): boolean {
  const figures = [limits?.cores, limits?.runDelay];
  return schemaVersion === calibrationSchemaVersion && surroundings !== undefined && figures.every(Number.isFinite);
}
