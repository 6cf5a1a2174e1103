/** Misbehaviour on the wire that any service is capable of, put around one that is well. */
import { setTimeout as delay } from "node:timers/promises";
import type { Handler, Received, Sent } from "../serve.ts";

export function alwaysStatus(status: number): Handler {
  return () => ({ status, headers: { "content-type": "text/plain" }, body: "no\n" });
}

/** Serves those who bring the token, and nobody else. */
export function guarded(token: string, handler: Handler): Handler {
  return (request) => (request.headers["authorization"] === `Bearer ${token}` ? handler(request) : { status: 401 });
}

export function neverAnswering(): Handler {
  return () => "never";
}

/** Well for the first `count` requests that `match`, then the other. */
export function afterSome(
  count: number,
  well: Handler,
  then: Handler,
  match: (request: Received) => boolean = () => true,
): Handler {
  let seen = 0;
  return (request) => {
    if (!match(request)) return well(request);
    seen += 1;
    return seen <= count ? well(request) : then(request);
  };
}

export function slowed(ms: number, handler: Handler): Handler {
  return async (request) => {
    await delay(ms); // the slowness is the behaviour; nothing waits for a condition here
    return handler(request);
  };
}

/** Answers with status 200 and a body spoilt by `spoil`; replies of another status stay as they are. */
export function spoilt(handler: Handler, spoil: (sent: Sent) => Sent): Handler {
  return async (request) => {
    const reply = await handler(request);
    return reply === "never" || reply.status !== 200 ? reply : spoil(reply);
  };
}

export const cutShort = (sent: Sent): Sent => ({ ...sent, isCutShort: true });
export const emptyBody = (sent: Sent): Sent => ({ ...sent, body: "" });
/** The end of the JSON is missing, though the transfer is complete. */
export const malformed = (sent: Sent): Sent => ({ ...sent, body: (sent.body ?? "").slice(0, -2) });
