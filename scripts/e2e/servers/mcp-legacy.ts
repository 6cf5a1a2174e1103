/** A small MCP server of the legacy era: handshake, session id, event streams, DELETE at the end. */
import { randomUUID } from "node:crypto";
import { type Handler, json, type Reply } from "../serve.ts";
import { asEventStream, echoed, errorOf, type McpOptions, mcpHandler, type Rpc, resultOf, tools } from "./mcp.ts";

export interface LegacyOptions extends McpOptions {
  /** Forgets every session right after the handshake. */
  readonly isForgetful?: boolean;
}

const sessionHeader = "mcp-session-id";

export function legacyMcp(options: LegacyOptions = {}): Handler {
  const { answerCall = (right) => right, spell = asEventStream, isForgetful = false } = options;
  const sessions = new Set<string>();

  function greet(rpc: Rpc): Reply {
    const id = randomUUID();
    sessions.add(id);
    const result = {
      protocolVersion: "2025-11-25",
      capabilities: { tools: {} },
      serverInfo: { name: "e2e", version: "1" },
    };
    const sent = asEventStream(resultOf(rpc, result));
    return { ...sent, headers: { ...sent.headers, [sessionHeader]: id } };
  }

  function inSession(rpc: Rpc): Reply {
    switch (rpc.method) {
      case "tools/list":
        return asEventStream(resultOf(rpc, { tools }));
      case "tools/call":
        return spell(answerCall(resultOf(rpc, echoed(rpc)), rpc));
      default:
        return asEventStream(errorOf(rpc, -32601, "Method not found"));
    }
  }

  return mcpHandler(options, (rpc, { method, headers }) => {
    if (rpc?.method === "initialize") return greet(rpc);
    const id = String(headers[sessionHeader]);
    if (!sessions.has(id))
      return json(rpc?.method === "server/discover" ? 400 : 404, errorOf(rpc ?? {}, -32000, "Bad Request: no session"));
    if (rpc === undefined) {
      if (method === "DELETE") sessions.delete(id);
      return { status: method === "DELETE" ? 200 : 405 };
    }
    if (rpc.id === undefined) {
      if (isForgetful) sessions.delete(id);
      return { status: 202 };
    }
    return inSession(rpc);
  });
}
