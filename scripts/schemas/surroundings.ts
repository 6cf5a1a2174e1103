/** What figures of a machine were measured in, wherever a file says it. */
import { z } from "zod";
import type { Surroundings } from "#contract/baseline";
import type { GeneratorSurroundings } from "#contract/calibration";
import { exactly } from "./exactly.ts";

const text = z.string().min(1);

const ofGenerator = z.strictObject({
  system: text,
  cpu: z.string(),
  cores: z.int().min(1),
  memoryGiB: z.int().min(0),
  generatorCores: z.string(),
  k6: text,
});

export const generatorSurroundings = exactly<GeneratorSurroundings>()(ofGenerator);

export const surroundings = exactly<Surroundings>()(
  ofGenerator.extend({ targetCores: z.string(), node: text, postgres: text }),
);
