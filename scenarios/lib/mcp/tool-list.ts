/** Looks for a tool through the pages of tools/list. */
import type { Setback } from "../../dialects/mcp.ts";
import type { Judge } from "./message.ts";
import { readToolPage } from "./tools.ts";

/** Sends one tools/list, timed. */
export type AskPage = (params: Readonly<Record<string, unknown>>, judge: Judge) => Setback | undefined;

/** A server whose cursors never end must not hold its user for ever. */
const pagesAtMost = 20;

/** Asks on until the tool is named. Only a last page without it is wrong. */
export function findTool(tool: string, ask: AskPage): Setback | undefined {
  let cursor: string | undefined;
  for (let page = 1; page <= pagesAtMost; page += 1) {
    let next: string | undefined;
    const setback = ask(cursor === undefined ? {} : { cursor }, (result) => {
      const read = readToolPage(result);
      if ("class" in read) return read;
      if (read.names.includes(tool)) return undefined;
      next = page < pagesAtMost ? read.nextCursor : undefined;
      return next === undefined
        ? { class: "application", why: `the list does not name the tool "${tool}"` }
        : undefined;
    });
    if (setback !== undefined || next === undefined) return setback;
    cursor = next;
  }
  return undefined;
}
