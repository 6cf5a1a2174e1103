/** faults.ndjson: what was done with each fault, one line as it happens. */
import { z } from "zod";
import { faultEvents } from "./fault-events.ts";
import type { FileSchema } from "./file-schema.ts";

const time = z.iso.datetime();
const { inject, bitten, heal, healed } = faultEvents;

export const fileSchema: FileSchema = {
  file: "faults.ndjson",
  schema: z.discriminatedUnion("event", [
    z.strictObject({ time, event: z.literal("inject"), ...inject }),
    z.strictObject({ time, event: z.literal("bitten"), ...bitten }),
    z.strictObject({ time, event: z.literal("heal"), ...heal }),
    z.strictObject({ time, event: z.literal("healed"), ...healed }),
  ]),
};
