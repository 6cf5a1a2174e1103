/** aggregate.json: users, requests and latencies of a run in one small file. */
import { z } from "zod";
import type { Aggregate, RequestCounts } from "../report/formats/aggregate.ts";
import { exactly } from "./exactly.ts";
import type { FileSchema } from "./file-schema.ts";
import { verdictName } from "./verdict.ts";

const text = z.string().min(1);
const count = z.int().min(0);

const requests = exactly<RequestCounts>()(z.strictObject({ total: count, ok: count, failed: count }));

const row = z.strictObject({
  operation: text,
  target: text,
  phase: text,
  requests,
  latencyMs: z.record(z.string().regex(/^p\d+$/), z.number().min(0)).nullable(),
});

export const fileSchema: FileSchema = {
  file: "aggregate.json",
  schema: exactly<Aggregate>()(
    z.strictObject({
      schemaVersion: z.literal(1),
      run: text,
      verdict: verdictName,
      scenario: text.nullable(),
      profile: text.nullable(),
      users: count.nullable(),
      requests: requests.nullable(),
      rows: z.array(row),
    }),
  ),
};
