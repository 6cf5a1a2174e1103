/** A request of MCP 2026-07-28: stateless, so each carries the version and the client in its headers and its `_meta`. */
import encoding from "k6/encoding";
import type { Exchange } from "../operation.ts";
import { type HttpParams, httpParams, rpcExchange } from "./exchange.ts";
import type { Judge } from "./message.ts";
import { clientInfo, modernVersion } from "./versions.ts";

const meta = {
  "io.modelcontextprotocol/protocolVersion": modernVersion,
  "io.modelcontextprotocol/clientCapabilities": {},
  "io.modelcontextprotocol/clientInfo": clientInfo,
};

/** Ids need to be unique among the requests under way only, and a VU sends one at a time. */
let lastId = 0;

/** Headers by method, then by name: both are few. */
const paramsOf = new Map<string, Map<string, HttpParams>>();

export interface ModernRequest {
  readonly method: string;
  /** Tool, prompt or resource the request is about; mirrored in a header so that proxies can route by it. */
  readonly name?: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly progressToken?: string | undefined;
}

export function modernExchange(url: string, request: ModernRequest, judge: Judge): Exchange {
  const { id, message, params } = spell(request);
  void id;
  return rpcExchange(url, message, params, (result) => judgeComplete(result, judge));
}
