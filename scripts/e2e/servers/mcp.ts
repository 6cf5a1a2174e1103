/** What both eras of a small MCP server share: its tool, its messages, and how either can misbehave. */
import type { Handler, Received, Reply, Sent } from "../serve.ts";
import { json } from "../serve.ts";

export interface Rpc {
  readonly jsonrpc: "2.0";
  /** Absent in a notification. */
  readonly id?: number;
  readonly method: string;
  readonly params: { readonly arguments?: { readonly message?: string } };
}
export type Message = Readonly<Record<string, unknown>>;

/** What a misbehaving server does with one tools/call; `right` is the message it should send. */
type AnswerCall = (right: Message, call: Rpc) => Message;
/** Turns the right message into the bytes on the wire. */
export type Spell = (message: Message) => Sent;

export interface McpOptions {
  readonly answerCall?: AnswerCall;
  readonly spell?: Spell;
  /** Seen before anything else; `undefined` lets the request through. */
  readonly instead?: (request: Received, rpc: Rpc | undefined) => Reply | undefined;
}

export const asJson: Spell = (message) => json(200, message);

/** A priming event with empty data, then the answer, as the TypeScript SDK's servers send it. */
export const asEventStream: Spell = (message) => ({
  status: 200,
  headers: { "content-type": "text/event-stream" },
  body: `id: 1\ndata: \n\nevent: message\nid: 2\ndata: ${JSON.stringify(message)}\n\n`,
});

export const tools = [{ name: "echo", description: "says it again", inputSchema: { type: "object" } }];

export function resultOf({ id }: Rpc, result: Message): Message {
  return { jsonrpc: "2.0", id, result };
}

export function errorOf({ id }: Pick<Rpc, "id">, code: number, message: string): Message {
  return { jsonrpc: "2.0", id, error: { code, message } };
}

/** The text result of the echo tool. */
export function echoed({ params }: Rpc, extra: Message = {}): Message {
  return { content: [{ type: "text", text: `Echo: ${params.arguments?.message}` }], ...extra };
}

/** Reads the JSON-RPC message, if there is one, and lets a misbehaving server cut in. */
export function mcpHandler(
  { instead }: McpOptions,
  answer: (rpc: Rpc | undefined, request: Received) => Reply,
): Handler {
  return (request) => {
    const rpc = request.method === "POST" ? (JSON.parse(request.body) as Rpc) : undefined;
    return instead?.(request, rpc) ?? answer(rpc, request);
  };
}
