/** tests.json: what became of the tests of each row when `make test` last ran them. */
import { z } from "zod";
import { type RowTested, type TestResults, testsSchemaVersion } from "../report/test-results.ts";
import { exactly } from "./exactly.ts";
import type { FileSchema } from "./file-schema.ts";

const count = z.int().min(0);

const row = exactly<RowTested>()(
  z.strictObject({
    passed: count,
    failed: count,
    isFullLength: z.boolean(),
    date: z.iso.datetime(),
    revision: z.string().nullable(),
  }),
);

export const fileSchema: FileSchema = {
  file: "tests.json",
  schema: exactly<TestResults>()(
    z.strictObject({
      schemaVersion: z.literal(testsSchemaVersion),
      rows: z.record(z.string().regex(/^[A-Z]+-\d\d$/), row),
    }),
  ),
};
