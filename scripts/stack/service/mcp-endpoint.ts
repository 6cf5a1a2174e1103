/** An MCP endpoint on node:http, through the official SDK: stateless, both eras of the protocol. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { toNodeHandler } from "@modelcontextprotocol/node";
import { createMcpHandler, type McpServerFactory } from "@modelcontextprotocol/server";
import { bodyLimitBytes } from "./limits.ts";

export interface McpEndpoint {
  /** Reads the body itself. */
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Ends the streams that would stay open. */
  close(): Promise<void>;
}

export function createMcpEndpoint(createServer: McpServerFactory): McpEndpoint {
  const handler = createMcpHandler(createServer, { maxRequestBodySize: bodyLimitBytes });
  const answer = toNodeHandler(handler);
  return {
    // A request that a server received always has a method and a URL; a client's response shares the type and has not.
    answer: (request, response) => answer(request as IncomingMessage & { method: string; url: string }, response),
    close: () => handler.close(),
  };
}
