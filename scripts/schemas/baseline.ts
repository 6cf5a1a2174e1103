/** baseline.json: what this machine once did, as `make baseline` recorded it. */
import { z } from "zod";
import { type Baseline, type BaselineEntry, baselineSchemaVersion } from "#contract/baseline";
import { type ProfileName, profiles } from "#contract/profiles";
import { fullLoad } from "./config.ts";
import { exactly } from "./exactly.ts";
import type { FileSchema } from "./file-schema.ts";
import { surroundings } from "./surroundings.ts";

const text = z.string().min(1);
const ms = z.number().min(0);

const entry = exactly<BaselineEntry>()(
  z.strictObject({
    requirement: text,
    target: text,
    scenario: text,
    profile: z.enum(Object.keys(profiles) as ProfileName[]),
    load: fullLoad,
    durationScale: z.number().positive(),
    metric: text,
    valueMs: ms,
    runsMs: z.array(ms).min(1),
    samples: z.int().min(1),
    date: z.iso.datetime(),
  }),
);

export const fileSchema: FileSchema = {
  file: "baseline.json",
  schema: exactly<Baseline>()(
    z.strictObject({
      schemaVersion: z.literal(baselineSchemaVersion),
      date: z.iso.datetime(),
      revision: z.string().nullable(),
      surroundings,
      entries: z.array(entry),
    }),
  ),
};
