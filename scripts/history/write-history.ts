/** Writes history.html and history.md among the results, each whole or not at all. */
import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { projectDir } from "../lib/paths.ts";
import { tryWriting } from "../run/folder.ts";
import type { ReadHistory } from "./history.ts";
import { historyMarkdown } from "./markdown.ts";
import { historyPage } from "./page.ts";

/** Returns the page's path as a person types it. */
export function writeHistory(root: string, history: ReadHistory): string {
  const results = resolve(projectDir, root);
  const page = join(results, "history.html");
  const texts = { [page]: historyPage(history), [join(results, "history.md")]: historyMarkdown(history) };
  tryWriting(results, () => {
    if (!existsSync(results)) mkdirSync(results); // not recursive: Node never comes back from that below /proc
    for (const [path, text] of Object.entries(texts)) {
      const part = `${path}.${process.pid}.part`;
      writeFileSync(part, text);
      renameSync(part, path);
    }
  });
  return relative(projectDir, page) || page;
}
