/** compare.json: what two runs, or rounds of two targets, show of each other. */
import { z } from "zod";
import { operations } from "#contract/operations";
import type { AbComparison } from "../compare/ab.ts";
import { type Metric, metrics } from "../compare/metrics.ts";
import { comparisonSchemaVersion } from "../compare/result.ts";
import type { Cell } from "../compare/rounds.ts";
import type { RunComparison } from "../compare/runs.ts";
import type { Shift } from "../compare/shift.ts";
import { exactly } from "./exactly.ts";
import type { FileSchema } from "./file-schema.ts";
import { exitCode, verdictName } from "./verdict.ts";

const text = z.string().min(1);
const count = z.int().min(0);
const lines = z.array(z.string());
const side = z.strictObject({ label: text, runs: z.array(text) });

const common = {
  schemaVersion: z.literal(comparisonSchemaVersion),
  verdict: verdictName,
  exitCode,
  reasons: lines,
  notes: lines,
  scenario: text,
  profile: text,
  threshold: z.number().positive(),
  base: side,
  head: side,
};

const values = z.strictObject({ base: z.number().min(0).nullable(), head: z.number().min(0).nullable() });

const shift = exactly<Shift>()(
  z.strictObject({
    superiority: z.number().min(0).max(1),
    cliffsDelta: z.number().min(-1).max(1),
    size: z.enum(["negligible", "small", "medium", "large"]),
    typicalMs: z.number(),
  }),
);

const row = exactly<RunComparison["rows"][number]>()(
  z.strictObject({
    operation: z.enum(operations),
    target: text,
    phase: text,
    samples: z.strictObject({ base: count, head: count }),
    values: exactly<Record<Metric, z.output<typeof values>>>()(z.record(z.enum(metrics), values)),
    shift: shift.nullable(),
    finding: z.enum(["worse", "better", "same", "missing", "new", "too few samples"]),
  }),
);

/** Where there is no number, JSON has `null` for it. */
type Written = Omit<Cell, Change> & { readonly [C in Change]: number | null };
type Change = "worse" | "low" | "high" | "smallest";

const change = z.number().nullable();

const cell = exactly<Written>()(
  z.strictObject({
    operation: z.string(),
    target: z.string(),
    phase: z.string(),
    metric: z.enum(metrics),
    rounds: count,
    base: z.number().min(0).nullable(),
    head: z.number().min(0).nullable(),
    worse: change,
    low: change,
    high: change,
    smallest: change,
    finding: z.enum(["regression", "improvement", "no evidence", "missing", "incomplete", "too few samples"]),
  }),
);

const compare = exactly<RunComparison>()(z.strictObject({ ...common, verb: z.literal("compare"), rows: z.array(row) }));
const ab = exactly<Omit<AbComparison, "cells"> & { readonly cells: readonly Written[] }>()(
  z.strictObject({ ...common, verb: z.literal("ab"), leftOut: lines, cells: z.array(cell) }),
);

export const fileSchema: FileSchema = { file: "compare.json", schema: z.discriminatedUnion("verb", [compare, ab]) };
