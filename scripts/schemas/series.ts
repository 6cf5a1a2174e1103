/** series.ndjson: one period of the load a line. */
import { z } from "zod";
import { errorClasses, operations } from "#contract/operations";
import { roles } from "#contract/roles";
import type { Period, PeriodLatency, RolePeriod } from "#contract/series";
import { exactly } from "./exactly.ts";
import type { FileSchema } from "./file-schema.ts";

const ms = z.number().min(0);
const count = z.int().min(0);

const latency = exactly<PeriodLatency>()(z.strictObject({ p50: ms, p95: ms, p99: ms, max: ms }));

export const rolePeriod = exactly<RolePeriod>()(
  z.strictObject({
    requests: count,
    errors: z.partialRecord(z.enum(errorClasses), count),
    operations: z.partialRecord(z.enum(operations), latency),
  }),
);

export const fileSchema: FileSchema = {
  file: "series.ndjson",
  schema: exactly<Period>()(
    z.strictObject({
      elapsedMs: z.int(),
      vus: count,
      roles: z.partialRecord(z.enum(roles), rolePeriod),
    }),
  ),
};
