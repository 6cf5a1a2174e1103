/** A small MCP server of the 2026-07-28 era: stateless, no handshake, plain JSON. */
import { type Handler, json } from "../serve.ts";
import { asJson, echoed, errorOf, type McpOptions, mcpHandler, resultOf, tools } from "./mcp.ts";

const complete = { resultType: "complete" } as const;

export function modernMcp(options: McpOptions = {}): Handler {
  const { answerCall = (right) => right, spell = asJson } = options;
  return mcpHandler(options, (rpc) => {
    if (rpc === undefined) return { status: 405, headers: { allow: "POST" } };
    switch (rpc.method) {
      case "server/discover":
        return asJson(resultOf(rpc, { supportedVersions: ["2026-07-28"], capabilities: { tools: {} }, ...complete }));
      case "tools/list":
        return asJson(resultOf(rpc, { tools, ...complete }));
      case "tools/call":
        return spell(answerCall(resultOf(rpc, echoed(rpc, complete)), rpc));
      default:
        return json(404, errorOf(rpc, -32601, "Method not found"));
    }
  });
}
