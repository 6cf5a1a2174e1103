/** The MCP side of the codebase server: the tool search_code, with the same answer as the REST search. */
import { McpServer } from "@modelcontextprotocol/server";
import type { FastifyInstance } from "fastify";
import { toServiceError } from "../service/errors.ts";
import type { Log } from "../service/log.ts";
import { createMcpEndpoint } from "../service/mcp-endpoint.ts";
import type { CodebaseService } from "./routes.ts";
import { searchRequest } from "./search.ts";

export function addMcp(app: FastifyInstance, { search }: CodebaseService, version: string, log: Log): void {
  const createServer = (): McpServer => {
    const server = new McpServer({ name: "codebase", version });
    server.registerTool(
      "search_code",
      { description: "Finds chunks of source text that hold any of the words asked for", inputSchema: searchRequest },
      async (request) => {
        try {
          const answer = await search(request);
          return { content: [{ type: "text", text: JSON.stringify(answer) }], structuredContent: answer };
        } catch (error) {
          const { status, code, message } = toServiceError(error);
          if (status >= 500)
            log("ERROR", "request_failed", { tool: "search_code", error: code, reason: String(error) });
          return { isError: true, content: [{ type: "text", text: `${code}: ${message}` }] };
        }
      },
    );
    return server;
  };
  const endpoint = createMcpEndpoint(createServer);
  app.addHook("preClose", () => endpoint.close());
  void app.register(async (scope) => {
    // The SDK reads and judges the body itself: a malformed one gets a JSON-RPC error.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", (_request, _payload, done) => done(null));
    scope.route({
      method: ["GET", "POST", "DELETE"],
      url: "/mcp",
      handler: async (request, reply) => {
        reply.hijack();
        await endpoint.answer(request.raw, reply.raw);
      },
    });
  });
}
