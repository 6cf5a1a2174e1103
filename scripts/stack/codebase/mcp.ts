/** The MCP side of the codebase server: its tools give the same answers as the REST routes. */
import { type CallToolResult, McpServer } from "@modelcontextprotocol/server";
import type { FastifyInstance } from "fastify";
import { toServiceError } from "../service/errors.ts";
import type { Log } from "../service/log.ts";
import { createMcpEndpoint } from "../service/mcp-endpoint.ts";
import { beginIndexing, indexRequest, jobRequest, readJob } from "./index-requests.ts";
import type { CodebaseService } from "./routes.ts";
import { searchRequest } from "./search.ts";

export function addMcp(app: FastifyInstance, service: CodebaseService, version: string, log: Log): void {
  const answer = async (tool: string, work: () => Promise<Record<string, unknown>>): Promise<CallToolResult> => {
    try {
      const text = JSON.stringify(await work());
      return { content: [{ type: "text", text }], structuredContent: JSON.parse(text) };
    } catch (error) {
      const { status, code, message } = toServiceError(error);
      if (status >= 500) log("ERROR", "request_failed", { tool, error: code, reason: String(error) });
      return { isError: true, content: [{ type: "text", text: `${code}: ${message}` }] };
    }
  };
  const createServer = (): McpServer => {
    const server = new McpServer({ name: "codebase", version });
    server.registerTool(
      "search_code",
      { description: "Finds chunks of source text that hold any of the words asked for", inputSchema: searchRequest },
      (request) => answer("search_code", () => service.search(request)),
    );
    server.registerTool(
      "start_indexing_background",
      { description: "Begins to index a folder and tells the job at once", inputSchema: indexRequest },
      (request) => answer("start_indexing_background", () => beginIndexing(service.indexer, request)),
    );
    server.registerTool(
      "get_indexing_status",
      { description: "Tells how far an index job is", inputSchema: jobRequest },
      ({ job_id: id }) => answer("get_indexing_status", () => readJob(service.database, id)),
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
