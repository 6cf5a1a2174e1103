/** bench.json: what the suite itself costs, as `make bench` measured it. */
import { z } from "zod";
import type { Figure } from "../bench/figure.ts";
import { machineSchema } from "./config.ts";
import { exactly } from "./exactly.ts";
import type { FileSchema } from "./file-schema.ts";

const text = z.string().min(1);

const figure = exactly<Omit<Figure, "samples">>()(
  z.strictObject({
    name: text,
    kind: z.enum(["speed", "cost"]),
    unit: text,
    limit: z.number(),
    goal: z.number().exactOptional(),
    measured: z.number(),
    isMet: z.boolean(),
    how: text,
    note: text.exactOptional(),
  }),
).extend({ samples: z.array(z.record(z.string(), z.unknown())) });

export const fileSchema: FileSchema = {
  file: "bench.json",
  schema: z.strictObject({
    schemaVersion: z.literal(1),
    date: z.iso.datetime(),
    machine: machineSchema,
    revision: z.string().nullable(),
    k6: text,
    figures: z.array(figure),
  }),
};
