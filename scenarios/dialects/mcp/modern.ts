/** MCP 2026-07-28: no handshake and no session; the user asks what the server is and goes on. */
import { type HttpParams, rpcExchanges, spellRequest } from "../../lib/mcp/exchange.ts";
import type { Judge } from "../../lib/mcp/message.ts";
import {
  discoverMethod,
  incomplete,
  meta,
  metaText,
  modernParams,
  spellDiscover,
} from "../../lib/mcp/modern-request.ts";
import * as timed from "../../lib/mcp/operations.ts";
import { findTool } from "../../lib/mcp/tool-list.ts";
import { judgeCall, spellCall } from "../../lib/mcp/tools.ts";
import { modernVersion } from "../../lib/mcp/versions.ts";
import type { McpDialect, McpSession } from "../mcp.ts";

export const dialect: McpDialect = { open };

const discoverParams = modernParams(discoverMethod);
const listParams = modernParams("tools/list");
/** By tool: a user calls few. */
const callParams: { [tool: string]: HttpParams } = {};

const judgeDiscovery: Judge = (result) => {
  const { supportedVersions: offered } = result;
  if (Array.isArray(offered) && offered.includes(modernVersion)) return incomplete(result);
  return { class: "protocol", why: `server/discover does not offer ${modernVersion}: ${JSON.stringify(offered)}` };
};

const judgeCompleteCall: Judge = (result, expectedText) => incomplete(result) ?? judgeCall(result, expectedText);

function open(url: string): McpSession | undefined {
  const exchangeOf = rpcExchanges(url);
  const id = 1;
  const request = { id, body: spellDiscover(id), params: discoverParams, judge: judgeDiscovery };
  return timed.discover(exchangeOf(request)).failure === undefined ? session(url, id) : undefined;
}

function session(url: string, lastId: number): McpSession {
  const exchangeOf = rpcExchanges(url);
  let id = lastId;
  return {
    list: (tool) =>
      findTool(tool, (page, judge) => {
        id += 1;
        const body = spellRequest(id, "tools/list", JSON.stringify({ ...page, _meta: meta }));
        const judgeComplete: Judge = (result) => incomplete(result) ?? judge(result, "");
        return timed.list(exchangeOf({ id, body, params: listParams, judge: judgeComplete })).failure;
      }),
    call(call) {
      id += 1;
      const { tool, expectedText, progressToken } = call;
      const body = spellRequest(id, "tools/call", spellCall(call, metaText(progressToken)));
      return timed.call(exchangeOf({ id, body, params: paramsFor(tool), judge: judgeCompleteCall, expectedText }))
        .failure;
    },
    close() {},
  };
}

function paramsFor(tool: string): HttpParams {
  callParams[tool] ??= modernParams("tools/call", tool);
  return callParams[tool];
}
