/** calibration.json: when this machine's generator is late, as `make calibrate` measured it. */
import { z } from "zod";
import {
  type Calibration,
  type CalibrationStep,
  calibrationSchemaVersion,
  type GeneratorLimits,
} from "#contract/calibration";
import { exactly } from "./exactly.ts";
import type { FileSchema } from "./file-schema.ts";
import { generatorSurroundings } from "./surroundings.ts";

const amount = z.number().min(0);

const step = exactly<CalibrationStep>()(
  z.strictObject({
    users: z.int().min(1),
    requestsPerSecond: amount,
    cores: amount,
    runDelay: amount,
    canaryP99Ms: amount,
  }),
);

export const fileSchema: FileSchema = {
  file: "calibration.json",
  schema: exactly<Calibration>()(
    z.strictObject({
      schemaVersion: z.literal(calibrationSchemaVersion),
      date: z.iso.datetime(),
      revision: z.string().nullable(),
      surroundings: generatorSurroundings,
      limits: exactly<GeneratorLimits>()(z.strictObject({ cores: amount, runDelay: amount })),
      ramps: z.array(z.array(step).min(1)).min(1),
    }),
  ),
};
