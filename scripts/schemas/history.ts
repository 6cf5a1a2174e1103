/** history.ndjson: one run of a night a line. */
import { z } from "zod";
import { type HistoryRecord, recordSchemaVersion } from "../history/record.ts";
import { machineSchema } from "./config.ts";
import { exactly } from "./exactly.ts";
import type { FileSchema } from "./file-schema.ts";
import { verdictName } from "./verdict.ts";

const text = z.string().min(1);

export const fileSchema: FileSchema = {
  file: "history.ndjson",
  schema: exactly<HistoryRecord>()(
    z.strictObject({
      schemaVersion: z.literal(recordSchemaVersion),
      night: text,
      time: z.iso.datetime(),
      part: text,
      durationScale: z.number().positive(),
      verdict: verdictName,
      exitCode: z.int(),
      reason: z.string().nullable(),
      tookSeconds: z.number().min(0),
      run: text.nullable(),
      revision: text.nullable(),
      k6: text,
      machine: machineSchema,
      gates: z.array(
        z.strictObject({ id: text, metric: text, limit: z.number(), ok: z.boolean(), observed: z.number() }),
      ),
    }),
  ),
};
