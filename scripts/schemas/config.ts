/** config.json: what ran, with versions and machine. Its type is made from here. */
import { z } from "zod";
import type { PlannedSystem } from "#contract/plan";
import type { FullLoad, Stage } from "#contract/profile";
import { roles } from "#contract/roles";
import type { Cores } from "../lib/cores.ts";
import type { Machine } from "../lib/machine.ts";
import { exactly, type Frozen } from "./exactly.ts";
import type { FileSchema } from "./file-schema.ts";

const text = z.string().min(1);
const role = z.enum(roles);

export const machineSchema = exactly<Machine>()(
  z.strictObject({ system: text, cpu: z.string(), cores: z.int().min(1), memoryMiB: z.int().min(1), node: text }),
);

const cores = exactly<Cores>()(
  z.strictObject({ isPinned: z.boolean(), why: text.exactOptional(), generator: z.string(), targets: z.string() }),
);

export const systemSchema = exactly<Pick<PlannedSystem, "role" | "target" | "url" | "dialect">>()(
  z.strictObject({ role, target: text, url: text, dialect: text }),
);

export const fullLoad = exactly<FullLoad>()(
  z.union([z.strictObject({ vus: z.number().min(0) }), z.strictObject({ ratePerSecond: z.number().min(0) })]),
);

const stage = exactly<Stage>()(
  z.strictObject({
    name: text,
    seconds: z.number().positive(),
    level: z.number().min(0),
    shape: z.enum(["ramp", "hold"]),
    isUnjudged: z.literal(true).exactOptional(),
    exempt: z.array(text).exactOptional(),
  }),
);

const common = {
  schemaVersion: z.literal(1),
  startedAt: z.iso.datetime(),
  settings: z.record(z.string(), z.unknown()),
  machine: machineSchema,
  revision: z.string().nullable(),
};

/** From when on k6 counts as late; `measured` when that was measured on this machine, and by `make calibrate`. */
const generatorLimits = z.strictObject({
  cores: z.number().min(0),
  runDelay: z.number().min(0),
  measured: z.iso.datetime().nullable(),
});

const run = z.strictObject({
  ...common,
  cores,
  generatorLimits: generatorLimits.exactOptional(), // older runs had one for all machines
  systems: z.array(systemSchema),
  load: z.strictObject({ full: z.record(role, fullLoad), stages: z.array(stage) }),
  versions: z.strictObject({ k6: text, node: text }),
});

/** Of a comparison with an older target: what it ran are folders of their own. */
const pairs = z.strictObject({
  ...common,
  pairs: z.array(z.strictObject({ own: text, older: text })),
  versions: z.strictObject({ node: text }),
});

/** Of either kind; older runs recorded less of it. */
export const recordedConfig = z
  .strictObject({
    ...run.shape,
    ...pairs.shape,
    load: z.strictObject({ full: z.partialRecord(role, fullLoad), stages: z.array(stage) }),
    versions: z.record(z.string(), z.string()),
  })
  .partial();

export type RunConfig = Frozen<z.output<typeof run>>;
export type PairsConfig = Frozen<z.output<typeof pairs>>;

export const fileSchema: FileSchema = { file: "config.json", schema: z.union([run, pairs]) };
