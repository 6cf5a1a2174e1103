/** night.json: one night, its parts and what became of each. */
import { z } from "zod";
import type { NightOutcome } from "../nightly/outcome.ts";
import { exactly } from "./exactly.ts";
import type { FileSchema } from "./file-schema.ts";
import { exitCode, verdictName } from "./verdict.ts";

const text = z.string().min(1);
const judged = { verdict: verdictName, exitCode, reasons: z.array(z.string()) };

export const fileSchema: FileSchema = {
  file: "night.json",
  schema: exactly<NightOutcome>()(
    z.strictObject({
      schemaVersion: z.literal(1),
      night: text,
      ...judged,
      revision: text.nullable(),
      outcomes: z.array(
        z.strictObject({ part: text, ...judged, tookSeconds: z.number().min(0), run: text.nullable() }),
      ),
      notRun: z.array(text),
      leftOut: z.array(z.strictObject({ name: text, why: text })),
    }),
  ),
};
