/** The MCP side of the codebase server: the tool search_code, with the same answer as the REST search. */
import { McpServer } from "@modelcontextprotocol/server";
import type { FastifyInstance } from "fastify";
import type { Log } from "../service/log.ts";
import { addMcpRoute, toolAnswer } from "../service/mcp-route.ts";
import type { CodebaseService } from "./routes.ts";
import { searchRequest } from "./search.ts";

export function addMcp(app: FastifyInstance, { search }: CodebaseService, version: string, log: Log): void {
  addMcpRoute(app, () => {
    const server = new McpServer({ name: "codebase", version });
    server.registerTool(
      "search_code",
      { description: "Finds chunks of source text that hold any of the words asked for", inputSchema: searchRequest },
      (request) => toolAnswer(log, "search_code", () => search(request)),
    );
    return server;
  });
}
