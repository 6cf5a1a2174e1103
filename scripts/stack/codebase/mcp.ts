/** The MCP side of the codebase server: its tools give the same answers as the REST routes. */
import { McpServer } from "@modelcontextprotocol/server";
import type { FastifyInstance } from "fastify";
import type { Log } from "../service/log.ts";
import { addMcpRoute, toolAnswer } from "../service/mcp-route.ts";
import { beginIndexing, indexRequest, jobRequest, readJob } from "./index-requests.ts";
import type { CodebaseService } from "./routes.ts";
import { searchRequest } from "./search.ts";

export function addMcp(app: FastifyInstance, service: CodebaseService, version: string, log: Log): void {
  addMcpRoute(app, () => {
    const server = new McpServer({ name: "codebase", version });
    server.registerTool(
      "search_code",
      { description: "Finds chunks of source text that hold any of the words asked for", inputSchema: searchRequest },
      (request) => toolAnswer(log, "search_code", () => service.search(request)),
    );
    server.registerTool(
      "start_indexing_background",
      { description: "Begins to index a folder and tells the job at once", inputSchema: indexRequest },
      (request) => toolAnswer(log, "start_indexing_background", () => beginIndexing(service.indexer, request)),
    );
    server.registerTool(
      "get_indexing_status",
      { description: "Tells how far an index job is", inputSchema: jobRequest },
      ({ job_id: id }) => toolAnswer(log, "get_indexing_status", () => readJob(service.database, id)),
    );
    return server;
  });
}
