/** summary.json: the numbers of a run. */
import { z } from "zod";
import { errorClasses, operations } from "#contract/operations";
import type { Phase } from "#contract/plan";
import { type ProfileName, profiles } from "#contract/profiles";
import { gridPercents } from "#contract/quantiles";
import {
  type GeneratorLoad,
  type IterationSummary,
  type K6Threshold,
  type Latency,
  type LatenessSummary,
  type OperationSummary,
  type RunSummary,
  type StolenCores,
  summarySchemaVersion,
} from "#contract/summary";
import { exactly } from "./exactly.ts";
import type { FileSchema } from "./file-schema.ts";

const text = z.string().min(1);
const count = z.int().min(0);
const ms = z.number().min(0);

const latency = exactly<Latency>()(
  z.strictObject({
    count: count.min(1),
    min: ms,
    mean: ms,
    max: ms,
    quantiles: z.array(ms).length(gridPercents.length),
  }),
);

export const operationSchema = exactly<OperationSummary>()(
  z.strictObject({
    operation: z.enum(operations),
    target: text,
    phase: text,
    count: count.min(1),
    failed: count,
    errors: z.record(z.enum(errorClasses), count),
    latency: latency.nullable(),
  }),
);

export const iterationsSchema = exactly<IterationSummary>()(
  z.strictObject({
    scenario: text,
    target: text,
    started: count,
    completed: count,
    threw: count,
    dropped: count,
  }),
);

export const phaseSchema = exactly<Phase>()(
  z.strictObject({ name: text, startMs: ms, endMs: ms, isJudged: z.boolean(), exempt: z.array(text) }),
);

const lateness = exactly<LatenessSummary>()(z.strictObject({ phase: text, latency: latency.nullable() }));
const threshold = exactly<K6Threshold>()(z.strictObject({ metric: text, expression: text, ok: z.boolean() }));
const generator = exactly<GeneratorLoad>()(z.strictObject({ cores: z.number().min(0), runDelay: z.number().min(0) }));
const stolen = exactly<StolenCores>()(z.strictObject({ phase: text, share: z.number().min(0).max(1) }));

const summary = exactly<RunSummary>()(
  z.strictObject({
    schemaVersion: z.literal(summarySchemaVersion),
    durationMs: ms,
    maxVus: count,
    requests: count,
    unchecked: count.exactOptional(),
    operations: z.array(operationSchema),
    iterations: z.array(iterationsSchema),
    lateness: z.array(lateness),
    thresholds: z.array(threshold),
    scenario: text,
    profile: z.enum(Object.keys(profiles) as ProfileName[]),
    durationScale: z.number().positive(),
    phases: z.array(phaseSchema),
    processes: count.min(1),
    generator: generator.nullable(),
    stolen: z.array(stolen).exactOptional(),
  }),
);

/** Older runs know neither the generator's load nor operations that are exempt in a phase. */
export const recordedSummary = summary
  .partial({ generator: true })
  .extend({ phases: z.array(phaseSchema.partial({ exempt: true })) });

export const fileSchema: FileSchema = { file: "summary.json", schema: summary };
