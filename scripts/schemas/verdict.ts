/** verdict.json: what a run's numbers mean. */
import { z } from "zod";
import { exitCodes, type Gate, type Verdict, verdictSchemaVersion } from "#contract/verdict";
import { exactly } from "./exactly.ts";
import type { FileSchema } from "./file-schema.ts";

const text = z.string().min(1);

export const gateSchema = exactly<Gate>()(
  z.strictObject({
    id: text,
    requirement: text,
    operation: text,
    target: text,
    phase: text,
    metric: text,
    limit: z.number(),
    observed: z.number().nullable(),
    samples: z.int().min(0),
    ok: z.boolean(),
    knownMiss: text.exactOptional(),
    undecided: text.exactOptional(),
  }),
);

export const fileSchema: FileSchema = {
  file: "verdict.json",
  schema: exactly<Verdict>()(
    z.strictObject({
      schemaVersion: z.literal(verdictSchemaVersion),
      verdict: z.enum(["PASS", "FAIL", "INVALID"]),
      exitCode: z.literal(Object.values(exitCodes)),
      reasons: z.array(z.string()),
      notes: z.array(z.string()),
      gates: z.array(gateSchema),
    }),
  ),
};
