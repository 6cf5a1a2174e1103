/** verdict.json: what a run's numbers mean. */
import { z } from "zod";
import { exitCodes, type Gate, type Verdict, type VerdictName, verdictSchemaVersion } from "#contract/verdict";
import { exactly } from "./exactly.ts";
import type { FileSchema } from "./file-schema.ts";

const text = z.string().min(1);

export const verdictName = exactly<VerdictName>()(z.enum(["PASS", "FAIL", "INVALID"]));
export const exitCode = z.literal(Object.values(exitCodes));

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

/** What every file that states a verdict begins with. */
export const verdictFields = {
  schemaVersion: z.literal(verdictSchemaVersion),
  verdict: verdictName,
  exitCode,
  reasons: z.array(z.string()),
  notes: z.array(z.string()),
} as const;

export const fileSchema: FileSchema = {
  file: "verdict.json",
  schema: exactly<Verdict>()(z.strictObject({ ...verdictFields, gates: z.array(gateSchema) })),
};
