/** What is told of a fault, by the journal and by the timeline alike. */
import { z } from "zod";

const of = { fault: z.string().min(1), target: z.string().min(1) };

/** By the name of the event. */
export const faultEvents = {
  inject: { ...of, values: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])) },
  bitten: { ...of, isBitten: z.boolean() },
  heal: of,
  healed: { ...of, isHealed: z.boolean(), why: z.string().exactOptional() },
};
