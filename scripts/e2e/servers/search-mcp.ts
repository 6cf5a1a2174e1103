/** Systems that are searched through a tool of MCP 2026-07-28, in memory: each finds something for every query. */
import type { Handler } from "../serve.ts";
import { asJson, errorOf, type Message, mcpHandler, resultOf } from "./mcp.ts";

interface Asked {
  readonly params: { readonly name?: string; readonly arguments?: { readonly query?: string } };
}

/** What a tool's call is answered with: data, or a whole result where it misbehaves. */
type Find = (query: string) => Message;

export function searchTool(tool: string, find: Find): Handler {
  return mcpHandler({}, (rpc, { path }) => {
    if (rpc === undefined || path !== "/mcp") return { status: 404 };
    const { params } = rpc as unknown as Asked;
    if (params.name !== tool) return asJson(errorOf(rpc, -32602, "Unknown tool"));
    const found = find(params.arguments?.query ?? "");
    return asJson(resultOf(rpc, { resultType: "complete", ...found }));
  });
}

/** The same data in both forms, as the SDK's servers give it. */
export function toolData(data: Message): Message {
  return { content: [{ type: "text", text: JSON.stringify(data) }], structuredContent: data };
}
