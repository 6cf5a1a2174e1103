/** MCP 2026-07-28: no handshake and no session; the user asks what the server is and goes on. */
import { modernExchange } from "../../lib/mcp/modern-request.ts";
import * as timed from "../../lib/mcp/operations.ts";
import { findTool } from "../../lib/mcp/tool-list.ts";
import { judgeCall } from "../../lib/mcp/tools.ts";
import { modernVersion } from "../../lib/mcp/versions.ts";
import type { McpDialect, McpSession } from "../mcp.ts";

export const dialect: McpDialect = { open };

function open(url: string): McpSession | undefined {
  const exchange = modernExchange(url, { method: "server/discover", params: {} }, ({ supportedVersions: offered }) =>
    Array.isArray(offered) && offered.includes(modernVersion)
      ? undefined
      : { class: "protocol", why: `server/discover does not offer ${modernVersion}: ${JSON.stringify(offered)}` },
  );
  return timed.discover(exchange).failure === undefined ? session(url) : undefined;
}

function session(url: string): McpSession {
  return {
    list: (tool) =>
      findTool(
        tool,
        (params, judge) => timed.list(modernExchange(url, { method: "tools/list", params }, judge)).failure,
      ),
    call({ tool: name, arguments: args, expectedText, progressToken }) {
      const request = { method: "tools/call", name, params: { name, arguments: args }, progressToken };
      return timed.call(modernExchange(url, request, (result) => judgeCall(result, expectedText))).failure;
    },
    close() {},
  };
}
