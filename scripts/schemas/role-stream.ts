/** What codebase_load_results.json and workflow_load_results.json have in common: the recorded stream of one role. */
import { z } from "zod";
import { type Role, roles } from "#contract/roles";
import type { RoleStream } from "../report/role-stream.ts";
import { machineSchema, systemSchema } from "./config.ts";
import { exactly } from "./exactly.ts";
import { rolePeriod } from "./series.ts";
import { operationSchema, phaseSchema } from "./summary.ts";
import { gateSchema, verdictName } from "./verdict.ts";

const text = z.string().min(1);

const period = z.strictObject({ elapsedMs: z.int(), vus: z.int().min(0), ...exactOptionals(rolePeriod.shape) });

const stream = exactly<RoleStream>()(
  z.strictObject({
    schemaVersion: z.literal(1),
    run: text,
    role: z.enum(roles),
    systems: z.array(systemSchema),
    scenario: text,
    profile: text,
    durationScale: z.number().positive(),
    startedAt: z.iso.datetime().nullable(),
    machine: machineSchema.nullable(),
    versions: z.record(z.string(), z.string()),
    revision: z.string().nullable(),
    verdict: verdictName,
    phases: z.array(phaseSchema),
    operations: z.array(operationSchema),
    gates: z.array(gateSchema),
    stream: z.array(period),
  }),
);

export function streamOf(role: Role): z.ZodType {
  return stream.extend({ role: z.literal(role) });
}

function exactOptionals({ requests, errors, operations }: typeof rolePeriod.shape) {
  return {
    requests: requests.exactOptional(),
    errors: errors.exactOptional(),
    operations: operations.exactOptional(),
  };
}
