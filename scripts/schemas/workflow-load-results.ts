/** workflow_load_results.json: the recorded stream of a run's workflow systems. */
import type { FileSchema } from "./file-schema.ts";
import { streamOf } from "./role-stream.ts";

export const fileSchema: FileSchema = { file: "workflow_load_results.json", schema: streamOf("workflow") };
