/** The README's generated tables: a table has one home, and that is not the README. */
import { join } from "node:path";
import { projectDir } from "../lib/paths.ts";
import { allLists, asMarkdown } from "./lists.ts";

export const readmePath = join(projectDir, "README.md");

/** Replaces what stands between `<!-- scenarios -->` and `<!-- /scenarios -->`, and so on for each list. */
export async function withTables(readme: string): Promise<string> {
  return (await allLists()).reduce((text, list) => {
    const { title } = list;
    const place = new RegExp(`(<!-- ${title} -->\n)[^]*?(<!-- /${title} -->)`);
    if (!place.test(text)) throw new Error(`README.md has no place for the table of ${title}`);
    return text.replace(place, (_, open: string, close: string) => `${open}${asMarkdown(list)}\n${close}`);
  }, readme);
}
