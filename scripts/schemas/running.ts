/** running.json: what a run started, for whoever comes after it was killed. Gone once it has ended by itself. */
import { z } from "zod";
import type { ProcessIdentity } from "../lib/proc.ts";
import type { Running } from "../run/leftovers.ts";
import { exactly } from "./exactly.ts";
import type { FileSchema } from "./file-schema.ts";

const text = z.string().min(1);

const identity = { pid: z.int().min(1), startTicks: z.int().min(0).nullable() };

/** Which names of signals there are depends on the system. */
type Written = Omit<Running, "processes"> & {
  readonly processes: readonly (ProcessIdentity & { readonly name: string; readonly stopSignal: string })[];
};

export const fileSchema: FileSchema = {
  file: "running.json",
  schema: exactly<Written>()(
    z.strictObject({
      owner: z.strictObject(identity),
      mark: text,
      dataDir: text,
      processes: z.array(z.strictObject({ name: text, stopSignal: z.string().startsWith("SIG"), ...identity })),
    }),
  ),
};
