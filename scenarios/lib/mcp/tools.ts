/** How tools/call is spelled, and what makes its result and that of tools/list right. Pure: no k6. */
import type { Failure } from "#contract/operations";
import type { ToolCall } from "../../dialects/mcp.ts";
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

/** The tool called last, and its name as JSON: users mostly call the same one again. */
let spelledTool = "";
let spelledName = '""';

/** The params of tools/call as JSON. Only the arguments are new each time; stringifying all of it doubles the cost. */
export function spellCall({ tool, arguments: values }: ToolCall, metaText: string | undefined): string {
  if (tool !== spelledTool) {
    spelledTool = tool;
    spelledName = JSON.stringify(tool);
  }
  const meta = metaText === undefined ? "" : `,"_meta":${metaText}`;
  return `{"name":${spelledName},"arguments":${JSON.stringify(values)}${meta}}`;
}

/** Right when a text of the result holds what was asked for. A failing tool answers with HTTP 200 and a result, too. */
export function judgeCall(result: JsonObject, expectedText: string): Failure | undefined {
  const { content, isError } = result;
  if (!Array.isArray(content)) return { class: "protocol", why: "tools/call without content" };
  if (isError === true) return { class: "application", why: `the tool failed: ${beginning(content)}` };
  // An index, because each `for…of` makes an iterator, which costs as much as the rest of this.
  for (let at = 0; at < content.length; at += 1) {
    const item = content[at] as Partial<JsonObject> | null | undefined;
    if (item?.["type"] !== "text") continue;
    const text = item["text"];
    if (typeof text === "string" && text.includes(expectedText)) return undefined;
  }
  return { class: "application", why: `expected a text with "${expectedText}", got "${beginning(content)}"` };
}

/** What a tool gives as data: its structured content, or its text as JSON where a server knows no other. Throws on text that is none. */
export function dataIn({ structuredContent, content }: JsonObject): JsonObject {
  if (isObject(structuredContent)) return structuredContent;
  const data: unknown = JSON.parse(firstText(Array.isArray(content) ? content : []));
  if (!isObject(data)) throw new Error("the tool's text is no JSON object");
  return data;
}

function firstText(content: readonly unknown[]): string {
  for (const item of content) {
    if (isObject(item) && typeof item["text"] === "string") return item["text"];
  }
  return "";
}

function beginning(content: readonly unknown[]): string {
  return firstText(content).slice(0, 120);
}
