/** A request of MCP 2026-07-28: stateless, so each carries the version and the client in its headers and its `_meta`. */
import encoding from "k6/encoding";
import type { Exchange } from "../operation.ts";
import { type HttpParams, httpParams, type RpcRequest, rpcExchange } from "./exchange.ts";
import type { JsonObject, Judge } from "./message.ts";
import { clientInfo, modernVersion } from "./versions.ts";

export interface ModernRequest {
  readonly method: string;
  /** The tool it is about; mirrored in a header so that proxies can route by it. */
  readonly name?: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly progressToken?: string | undefined;
}

const meta = {
  "io.modelcontextprotocol/protocolVersion": modernVersion,
  "io.modelcontextprotocol/clientCapabilities": {},
  "io.modelcontextprotocol/clientInfo": clientInfo,
};

/** Ids need to differ among the requests under way only, and a VU sends one at a time. */
let lastId = 0;

export function modernRpc({ method, params, progressToken }: ModernRequest): RpcRequest {
  lastId += 1;
  const _meta = progressToken === undefined ? meta : { ...meta, progressToken };
  return { jsonrpc: "2.0", id: lastId, method, params: { ...params, _meta } };
}

export function modernExchange(url: string, request: ModernRequest, judge: Judge): Exchange {
  return rpcExchange(url, modernRpc(request), modernParams(request), (result) => {
    const { resultType } = result;
    return resultType === "complete" ? judge(result) : incomplete(resultType);
  });
}

function incomplete(resultType: JsonObject[string]): ReturnType<Judge> {
  if (resultType === "input_required")
    return { class: "application", why: "the server asks for input, which these users never give" };
  return { class: "protocol", why: `resultType ${JSON.stringify(resultType)} instead of "complete"` };
}

/** By method and name, which are few. */
const knownParams = new Map<string, HttpParams>();

export function modernParams({ method, name }: ModernRequest): HttpParams {
  const key = name === undefined ? method : `${method} ${name}`;
  let params = knownParams.get(key);
  if (params === undefined) {
    params = httpParams({
      "MCP-Protocol-Version": modernVersion,
      "Mcp-Method": method,
      ...(name === undefined ? {} : { "Mcp-Name": headerValue(name) }),
    });
    knownParams.set(key, params);
  }
  return params;
}

/** Header values are plain ASCII without outer space; all else travels coded, and so does what looks coded. */
export function headerValue(text: string): string {
  const isPlain = /^[\x21-\x7e]([\x20-\x7e\t]*[\x21-\x7e])?$/.test(text) && !/^=\?base64\?.*\?=$/.test(text);
  return isPlain ? text : `=?base64?${encoding.b64encode(text)}?=`;
}
