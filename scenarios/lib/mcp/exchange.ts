/** One JSON-RPC request over HTTP as an exchange: posted, its answer found and judged. */
import http, { type Params } from "k6/http";
import { requestTimeoutMs } from "#contract/plan";
import { type Answer, type Exchange, unexpectedStatus } from "../operation.ts";
import { type Judge, judgeReply, type Reply, readReply } from "./message.ts";

export interface RpcRequest {
  readonly jsonrpc: "2.0";
  readonly id: number;
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface HttpParams extends Params {
  readonly headers: { [name: string]: string };
}

/** Made once and reused: a new params object per request costs measurably. */
export function httpParams(headers: Readonly<Record<string, string>>): HttpParams {
  return {
    headers: { "Content-Type": "application/json", Accept: "application/json, text/event-stream", ...headers },
    timeout: requestTimeoutMs,
    responseType: "text",
  };
}

export function rpcExchange(url: string, request: RpcRequest, params: HttpParams, judge: Judge): Exchange {
  return {
    send: () => http.post(url, JSON.stringify(request), params),
    verify: (answer) =>
      answer.status === 200 ? judgeReply(replyIn(answer, request.id), judge) : unexpectedStatus(answer, "200"),
  };
}

export function replyIn({ body }: Answer, id: number): Reply {
  return readReply(typeof body === "string" ? body : "", id);
}
