/** Plain requests to a server under test: HTTP with JSON, and MCP in both forms of an answer. */

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape
  readonly body: any;
}

export async function ask(
  url: string,
  body?: unknown,
  headers: Record<string, string> = {},
  method?: string,
): Promise<Answered> {
  const response = await fetch(url, {
    method: method ?? (body === undefined ? "GET" : "POST"),
    headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  // the answer to a HEAD speaks of a body and has none
  const isJson = text !== "" && response.headers.get("content-type")?.includes("json") === true;
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

export const acceptBoth = { accept: "application/json, text/event-stream" };

export interface Message {
  readonly method?: string;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly result?: any;
}

/** The JSON-RPC messages of an answer in either form. */
export function messagesOf({ body }: Answered): Message[] {
  if (typeof body !== "string") return [body];
  const lines = body.split("\n").filter((line) => line.startsWith("data: {"));
  return lines.map((line) => JSON.parse(line.slice("data: ".length)));
}

export async function callModern(url: string, tool: string, args: object, meta: object = {}): Promise<Answered> {
  const version = "2026-07-28";
  const _meta = {
    "io.modelcontextprotocol/protocolVersion": version,
    "io.modelcontextprotocol/clientCapabilities": {},
    "io.modelcontextprotocol/clientInfo": { name: "stack-test", version: "1" },
    ...meta,
  };
  const request = { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: tool, arguments: args, _meta } };
  const headers = { "mcp-protocol-version": version, "mcp-method": "tools/call", "mcp-name": tool };
  return ask(url, request, { ...acceptBoth, ...headers });
}
