/** MCP up to 2025-11-25: a handshake, then a session the server may name. */
import http from "k6/http";
import type { Failure } from "#contract/operations";
import { requestTimeoutMs } from "#contract/plan";
import { type HttpParams, httpParams, replyIn, rpcExchanges, spellRequest } from "../../lib/mcp/exchange.ts";
import { type Judge, judgeReply } from "../../lib/mcp/message.ts";
import * as timed from "../../lib/mcp/operations.ts";
import { findTool } from "../../lib/mcp/tool-list.ts";
import { judgeCall, spellCall } from "../../lib/mcp/tools.ts";
import { clientInfo, isLegacyVersion, newestLegacyVersion } from "../../lib/mcp/versions.ts";
import { type Answer, type Perform, unanswered, unexpectedStatus } from "../../lib/operation.ts";
import type { McpDialect, McpSession, Setback } from "../mcp.ts";

export const dialect: McpDialect = { open };

const greetingId = 1;
const greeting = spellRequest(
  greetingId,
  "initialize",
  JSON.stringify({ protocolVersion: newestLegacyVersion, capabilities: {}, clientInfo }),
);
const greetingParams = httpParams({});
const confirmation = JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" });

/** The session id is read from the answer by the name Go gives the header. */
const sessionHeader = "Mcp-Session-Id";

/** The handshake is right when both halves are: its time is that of the initialize request alone. */
function open(url: string): McpSession | undefined {
  let params: HttpParams | undefined;
  const { failure } = timed.initialize({
    send: () => http.post(url, greeting, greetingParams),
    verify(answer) {
      if (answer.status !== 200) return unexpectedStatus(answer, "200");
      let version = "";
      const wrong = judgeReply(replyIn(answer, greetingId), ({ protocolVersion }) => {
        if (!isLegacyVersion(protocolVersion)) {
          return {
            class: "protocol",
            why: `the server negotiated the unknown version ${JSON.stringify(protocolVersion)}`,
          };
        }
        version = String(protocolVersion);
        return undefined;
      });
      if (wrong !== undefined) return wrong;
      const sessionId = answer.headers[sessionHeader];
      params = httpParams({ "MCP-Protocol-Version": version, ...(sessionId ? { [sessionHeader]: sessionId } : {}) });
      return confirm(url, params, requestTimeoutMs - answer.timings.duration);
    },
  });
  return failure === undefined && params !== undefined ? session(url, params) : undefined;
}

/** The second half: it shares the time limit of the first, so a handshake ends within gracefulStop. */
function confirm(url: string, params: HttpParams, leftMs: number): Failure | undefined {
  const answer = http.post(url, confirmation, { ...params, timeout: Math.max(1, leftMs) });
  if (answer.status === 202) return undefined;
  if (answer.status !== 0) return unexpectedStatus(answer, "202 to notifications/initialized");
  const { class: errorClass, why } = unanswered(answer);
  return { class: errorClass, why: `notifications/initialized: ${why}` };
}

function session(url: string, params: HttpParams): McpSession {
  const exchangeOf = rpcExchanges(url);
  let id = greetingId;
  function ask(
    perform: Perform,
    method: string,
    paramsText: string,
    judge: Judge,
    expectedText?: string,
  ): Setback | undefined {
    id += 1;
    const body = spellRequest(id, method, paramsText);
    const { answer, failure } = perform(exchangeOf({ id, body, params, judge, expectedText }));
    return failure !== undefined && isLost(answer, params) ? "lost" : failure;
  }
  return {
    list: (tool) => findTool(tool, (page, judge) => ask(timed.list, "tools/list", JSON.stringify(page), judge)),
    call(call) {
      const { progressToken } = call;
      const metaText = progressToken === undefined ? undefined : JSON.stringify({ progressToken });
      return ask(timed.call, "tools/call", spellCall(call, metaText), judgeCall, call.expectedText);
    },
    close() {
      if (sessionHeader in params.headers) timed.close({ send: () => http.del(url, null, params), verify: judgeClose });
    },
  };
}

/** The specification asks for 404; the TypeScript SDK's servers say 400. Without a session there is none to lose. */
function isLost({ status }: Answer, { headers }: HttpParams): boolean {
  return (status === 404 || status === 400) && sessionHeader in headers;
}

/** 405 is lawful: the server does not let clients end sessions. */
function judgeClose(answer: Answer): Failure | undefined {
  return [200, 202, 204, 405].includes(answer.status) ? undefined : unexpectedStatus(answer, "200, 202, 204 or 405");
}
