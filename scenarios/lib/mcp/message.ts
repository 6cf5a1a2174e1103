/** Finds the answer to one JSON-RPC request in the body it came in, JSON or an event stream. Pure: no k6. */
import type { Failure } from "#contract/operations";
import { onlyMessage, readEvents } from "./sse.ts";

export type JsonObject = { readonly [name: string]: unknown };

export interface RpcError {
  readonly code: number;
  readonly message: string;
  readonly data?: unknown;
}

/** What the server said to the request: its result, an error, or nothing that answers it. */
export type Reply =
  | { readonly kind: "result"; readonly result: JsonObject; readonly progressCount: number }
  | { readonly kind: "error"; readonly error: RpcError; readonly progressCount: number }
  | { readonly kind: "none"; readonly why: string };

/** What makes a result right; `expectedText` is given to it, so that a judge need not be made for each call. */
export type Judge = (result: JsonObject, expectedText: string) => Failure | undefined;

/**
 * JSON and event streams are told apart by their first character: asking k6 for a header converts all of them,
 * and no event stream begins with a bracket.
 */
export function readReply(body: string, id: number): Reply {
  const only = onlyMessage(body);
  if (only !== undefined && only !== "") {
    const reply = readMessage(only, id, 0);
    return typeof reply === "string" ? noAnswer(id) : reply;
  }
  switch (firstInked(body)) {
    case "{":
      return readWhole(body, id);
    case "[":
      return none("a JSON-RPC batch, which the protocol no longer allows");
    case "":
      return none("empty body");
    default:
      return readStream(body, id);
  }
}

export function judgeReply(reply: Reply, judge: Judge, expectedText = ""): Failure | undefined {
  if (reply.kind === "result") return judge(reply.result, expectedText);
  if (reply.kind === "none") return { class: "protocol", why: reply.why };
  return { class: "protocol", why: `JSON-RPC error ${reply.error.code} ${reply.error.message}` };
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function none(why: string): Reply {
  return { kind: "none", why };
}

/** The first character that is no space. */
function firstInked(text: string): string {
  let at = 0;
  while (text.charCodeAt(at) <= 0x20) at += 1;
  return text.charAt(at);
}

function readWhole(body: string, id: number): Reply {
  const reply = readMessage(body, id, 0);
  return typeof reply === "string"
    ? none(`a message of the server's own instead of the answer to request ${id}`)
    : reply;
}

function readStream(body: string, id: number): Reply {
  let progressCount = 0;
  const events = readEvents(body);
  // By index: in k6 an iterator costs as much as finding the event.
  for (let at = 0; at < events.length; at += 1) {
    const event = events[at];
    if (event === undefined || event.data === "" || event.type !== "message") continue;
    const reply = readMessage(event.data, id, progressCount);
    if (typeof reply !== "string") return reply;
    if (reply === "progress") progressCount += 1;
  }
  return noAnswer(id);
}

function noAnswer(id: number): Reply {
  return none(`no answer to request ${id} in the event stream`);
}

/** A server may send requests and notifications of its own before the answer. */
type Aside = "progress" | "other";

function readMessage(text: string, id: number, progressCount: number): Reply | Aside {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch (error) {
    return none(`malformed JSON: ${error instanceof Error ? error.message : error}`);
  }
  const result = plainResult(message, id);
  if (result !== undefined) return { kind: "result", result, progressCount };
  if (!isObject(message) || message["jsonrpc"] !== "2.0") return none("not a JSON-RPC 2.0 message");
  if (message["method"] !== undefined) return message["method"] === "notifications/progress" ? "progress" : "other";
  const { id: answered, error } = message;
  // A server that could not read the request cannot know its id, and says so with null or none.
  const isUnaddressed = error !== undefined && (answered === null || answered === undefined);
  if (answered !== id && !isUnaddressed) return none(`answers id ${JSON.stringify(answered)} instead of ${id}`);
  if (error !== undefined && message["result"] === undefined) return readError(error, progressCount);
  return none("an answer without either a result or an error");
}

/** The result of an answer with nothing wrong about it, with as few looks as will do. */
function plainResult(message: unknown, id: number): JsonObject | undefined {
  const { id: answered, jsonrpc, result, error, method } = (message ?? {}) as Partial<Record<string, unknown>>;
  if (answered !== id || jsonrpc !== "2.0" || error !== undefined || method !== undefined) return undefined;
  return isObject(result) ? result : undefined;
}

function readError(error: unknown, progressCount: number): Reply {
  if (!isObject(error) || typeof error["code"] !== "number" || typeof error["message"] !== "string") {
    return none("a JSON-RPC error without code and message");
  }
  const { code, message, data } = error;
  return { kind: "error", error: { code, message, data }, progressCount };
}
