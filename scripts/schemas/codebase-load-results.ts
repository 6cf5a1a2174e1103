/** codebase_load_results.json: the recorded stream of a run's search systems. */
import type { FileSchema } from "./file-schema.ts";
import { streamOf } from "./role-stream.ts";

export const fileSchema: FileSchema = { file: "codebase_load_results.json", schema: streamOf("search") };
