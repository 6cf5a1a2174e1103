/** What makes the results of tools/list and tools/call right. Pure: no k6. */
import type { Failure } from "#contract/operations";
import { isObject, type JsonObject } from "./message.ts";

export interface ToolPage {
  readonly names: readonly unknown[];
  readonly nextCursor: string | undefined;
}

export function readToolPage(result: JsonObject): ToolPage | Failure {
  const { tools, nextCursor } = result;
  if (!Array.isArray(tools)) return { class: "protocol", why: "tools/list without a list of tools" };
  return {
    names: tools.map((tool: unknown) => (isObject(tool) ? tool["name"] : undefined)),
    nextCursor: typeof nextCursor === "string" ? nextCursor : undefined,
  };
}

/** Right when a text of the result holds what was asked for. A failing tool answers with HTTP 200 and a result, too. */
export function judgeCall(result: JsonObject, expectedText: string): Failure | undefined {
  const { content, isError } = result;
  if (!Array.isArray(content)) return { class: "protocol", why: "tools/call without content" };
  if (isError === true) return { class: "application", why: `the tool failed: ${firstText(content)}` };
  for (const item of content as unknown[]) {
    if (
      isObject(item) &&
      item["type"] === "text" &&
      typeof item["text"] === "string" &&
      item["text"].includes(expectedText)
    ) {
      return undefined;
    }
  }
  return { class: "application", why: `expected a text with "${expectedText}", got "${firstText(content)}"` };
}

function firstText(content: readonly unknown[]): string {
  for (const item of content) {
    if (isObject(item) && typeof item["text"] === "string") return item["text"].slice(0, 120);
  }
  return "";
}
