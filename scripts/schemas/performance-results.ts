/** performance_results_<time>.json: every row that was judged, with the values it was judged by. */
import { z } from "zod";
import type { PerformanceResults } from "../report/formats/performance-results.ts";
import type { Raw } from "../report/result-rows.ts";
import { machineSchema, systemSchema } from "./config.ts";
import { exactly } from "./exactly.ts";
import type { FileSchema } from "./file-schema.ts";
import { iterationsSchema, operationSchema } from "./summary.ts";
import { gateSchema, verdictFields } from "./verdict.ts";

const text = z.string().min(1);
const ms = z.number().min(0);

const raw = exactly<Raw>()(
  z.strictObject({
    operations: z.array(operationSchema).exactOptional(),
    iterations: z.array(iterationsSchema).exactOptional(),
    timesMs: z.array(ms).exactOptional(),
    memory: z.array(z.strictObject({ elapsedMs: z.number(), rssMiB: z.number().min(0) })).exactOptional(),
  }),
);

const row = z.strictObject({
  requirement: text,
  about: z.string(),
  state: z.enum(["ok", "miss", "undecided"]),
  gates: z.array(gateSchema.extend({ raw })).min(1),
});

export const fileSchema: FileSchema = {
  file: "performance_results_*.json",
  schema: exactly<PerformanceResults>()(
    z.strictObject({
      ...verdictFields,
      run: text,
      startedAt: z.iso.datetime().nullable(),
      scenario: text.nullable(),
      profile: text.nullable(),
      durationScale: z.number().positive().nullable(),
      durationMs: ms.nullable(),
      requests: z.int().min(0).nullable(),
      machine: machineSchema.nullable(),
      versions: z.record(z.string(), z.string()),
      revision: z.string().nullable(),
      systems: z.array(systemSchema),
      rows: z.array(row),
    }),
  ),
};
