/** timeline.ndjson: what happened when, one line as it happens. */
import { z } from "zod";
import { faultEvents } from "./fault-events.ts";
import type { FileSchema } from "./file-schema.ts";
import { verdictName } from "./verdict.ts";

const text = z.string().min(1);
const ms = z.number().min(0);
const exit = { code: z.int().nullable(), signal: z.string().nullable() };

/** Everything that is noted, by the name of the event. */
const events = {
  command: { scenario: text, profile: text },
  start: { target: text },
  starts: { target: text, coldMs: ms, timesMs: z.array(ms) },
  "index-runs": { target: text, coldMs: ms.exactOptional(), timesMs: z.array(ms) },
  ready: { target: text, readyMs: ms, url: text, pid: z.int().min(1) },
  "load-began": { startMs: ms },
  "load-ended": {},
  "k6-ended": exit,
  died: { process: text, ...exit },
  stop: {},
  "all-gone": {},
  side: { side: z.enum(["own", "older"]), run: text, verdict: verdictName },
  prompt: { beforeMs: ms.nullable(), afterMs: ms.nullable() },
  ...faultEvents,
};

function line(event: string, details: z.core.$ZodLooseShape): z.ZodObject {
  return z.strictObject({ time: z.iso.datetime(), elapsedMs: z.int(), event: z.literal(event), ...details });
}

const healedAfterwards = z.strictObject({
  time: z.iso.datetime(),
  event: z.literal("healed-afterwards"),
  done: z.array(z.string()),
});

export const fileSchema: FileSchema = {
  file: "timeline.ndjson",
  schema: z.discriminatedUnion("event", [
    healedAfterwards,
    ...Object.entries(events).map(([event, details]) => line(event, details)),
  ]),
};
