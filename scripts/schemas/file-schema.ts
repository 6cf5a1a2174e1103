/** What a schema of a file is, and all there are. Adding one for another file is adding a file here. */
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";

export interface FileSchema {
  /** Its name in a run's folder, with `*` for its time; of `.ndjson` the schema is that of each line. */
  readonly file: string;
  readonly schema: z.ZodType;
}

const folder = new URL("./", import.meta.url);

/** Some files here are only what others are made of. */
export async function loadFileSchemas(): Promise<readonly FileSchema[]> {
  const files = readdirSync(folder).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
  const loaded = await Promise.all(
    files.sort().map(async (file) => (await import(new URL(file, folder).href)) as { fileSchema?: FileSchema }),
  );
  return loaded.flatMap(({ fileSchema }) => fileSchema ?? []);
}

/** As JSON Schema draft 2020-12, for other programs. */
export function jsonSchemaText({ file, schema }: FileSchema): string {
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: "draft-2020-12" });
  return `${JSON.stringify({ $schema, title: file, ...rest }, null, 2)}\n`;
}

/** `verdict.schema.json` beside this file is that of verdict.json. */
export function schemaPathOf({ file }: FileSchema): string {
  const name = file.slice(0, file.lastIndexOf(".")).replace("_*", "").replaceAll("_", "-");
  return fileURLToPath(new URL(`${name}.schema.json`, folder));
}

export function isFileOf({ file }: FileSchema, name: string): boolean {
  const [before = "", after] = file.split("*");
  return after === undefined ? name === file : name.startsWith(before) && name.endsWith(after);
}
