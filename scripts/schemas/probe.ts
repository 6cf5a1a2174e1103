/** probe.ndjson: one request of the outside probe a line. */
import { z } from "zod";
import type { ProbeSample } from "../run/probe/sample.ts";
import { exactly } from "./exactly.ts";
import type { FileSchema } from "./file-schema.ts";

export const fileSchema: FileSchema = {
  file: "probe.ndjson",
  schema: exactly<ProbeSample>()(
    z.strictObject({
      target: z.string().min(1),
      sentMs: z.number().min(0),
      ms: z.number().min(0),
      ok: z.boolean(),
      why: z.string().nullable(),
    }),
  ),
};
