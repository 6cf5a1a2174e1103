/** JSON-RPC requests over HTTP as exchanges: posted, their answers found and judged. */
import http, { type Params } from "k6/http";
import { requestTimeoutMs } from "#contract/plan";
import { authorization } from "../authorization.ts";
import { type Answer, type Exchange, unexpectedStatus } from "../operation.ts";
import { likeness } from "./likeness.ts";
import { type Judge, judgeReply, type Reply, readReply } from "./message.ts";

/** Of a VU: it talks to one server, whose answers mostly look alike from session to session. */
const known = likeness();
const ownBearer = authorization("mcp");

export interface RpcRequest {
  readonly id: number;
  /** The whole message as JSON. */
  readonly body: string;
  readonly params: HttpParams;
  readonly judge: Judge;
  /** What a text of the result must hold. Only tools/call has one, and one judge. */
  readonly expectedText?: string | undefined;
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
      const { id, expectedText, judge } = current;
      if (expectedText === undefined) return judgeReply(replyIn(answer, id), judge);
      const { body } = answer;
      if (typeof body === "string" && known.isOf(body, id, expectedText)) return undefined;
      const failure = judgeReply(replyIn(answer, id), judge, expectedText);
      if (failure === undefined && typeof body === "string") known.learn(body, id, expectedText);
      return failure;
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
