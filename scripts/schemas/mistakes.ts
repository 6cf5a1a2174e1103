/** Where a text is not what the schema of its file says. */
import type { z } from "zod";

const mostShown = 3;

/** Empty when all is well. A last line of `.ndjson` that is cut off is well, when `mayBeCutOff`: so a killed run leaves it. */
export function mistakesIn(
  schema: z.ZodType,
  file: string,
  text: string,
  { mayBeCutOff = false }: { readonly mayBeCutOff?: boolean } = {},
): readonly string[] {
  if (!file.endsWith(".ndjson")) return mistakesOf(schema, text, file);
  const lines = text.split("\n");
  const isWhole = lines.pop() === "";
  const found = lines.flatMap((line, index) => mistakesOf(schema, line, `${file} line ${index + 1}`));
  return isWhole || mayBeCutOff ? found : [...found, `${file} line ${lines.length + 1}: it is cut off`];
}

function mistakesOf(schema: z.ZodType, text: string, where: string): readonly string[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [`${where}: it is not JSON`];
  }
  const { error } = schema.safeParse(value);
  if (error === undefined) return [];
  return error.issues.slice(0, mostShown).map(({ path, message }) => {
    const at = path.length === 0 ? "" : ` ${path.join(".")}`;
    return `${where}${at}: ${message}`;
  });
}
