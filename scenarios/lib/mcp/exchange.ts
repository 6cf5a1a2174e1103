/** JSON-RPC requests over HTTP as exchanges: posted, their answers found and judged. */
import http, { type Params } from "k6/http";
import { requestTimeoutMs } from "#contract/plan";
import { authorization } from "../authorization.ts";
import { type Answer, type Exchange, unexpectedStatus } from "../operation.ts";
import { type Judge, judgeReply, type Reply, readReply } from "./message.ts";

const ownBearer = authorization("mcp");

export interface RpcRequest {
  readonly id: number;
  /** The whole message as JSON. */
  readonly body: string;
  readonly params: HttpParams;
  readonly judge: Judge;
  readonly expectedText?: string;
}

export interface HttpParams extends Params {
  readonly headers: { [name: string]: string };
}

/** Made once and reused: a new params object per request costs measurably. `bearer` is that of the role that is asked. */
export function httpParams(headers: Readonly<Record<string, string>>, bearer = ownBearer): HttpParams {
  return {
    headers: {
      "Content-Type": "application/json",
      Accept: "application/json, text/event-stream",
      ...bearer,
      ...headers,
    },
    timeout: requestTimeoutMs,
  };
}

/** A request as JSON. `method` is one of the protocol's, so it needs no escapes. */
export function spellRequest(id: number, method: string, paramsText: string): string {
  return `{"jsonrpc":"2.0","id":${id},"method":"${method}","params":${paramsText}}`;
}

/** One exchange, refilled with each request: a user waits for its answer, and a new exchange's closures would cost more than the send's checks. */
export function rpcExchanges(url: string): (request: RpcRequest) => Exchange {
  let current: RpcRequest;
  const exchange: Exchange = {
    send: () => http.post(url, current.body, current.params),
    verify(answer) {
      if (answer.status !== 200) return unexpectedStatus(answer, "200");
      return judgeReply(replyIn(answer, current.id), current.judge, current.expectedText);
    },
  };
  return (request) => {
    current = request;
    return exchange;
  };
}

export function replyIn({ body }: Answer, id: number): Reply {
  return readReply(typeof body === "string" ? body : "", id);
}
