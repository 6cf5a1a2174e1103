/** The route /mcp of a reference server, and what its tools answer (contract C0). */
import type { CallToolResult, McpServerFactory } from "@modelcontextprotocol/server";
import type { FastifyInstance } from "fastify";
import { toServiceError } from "./errors.ts";
import type { Log } from "./log.ts";
import { createMcpEndpoint } from "./mcp-endpoint.ts";

export function addMcpRoute(app: FastifyInstance, createServer: McpServerFactory): void {
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

/** What a route would answer, as a tool's result; what it would refuse, as a tool's error. */
export async function toolAnswer(
  log: Log,
  tool: string,
  work: () => Promise<Record<string, unknown>>,
): Promise<CallToolResult> {
  try {
    const text = JSON.stringify(await work());
    return { content: [{ type: "text", text }], structuredContent: JSON.parse(text) }; // dates are text in both
  } catch (error) {
    const { status, code, message } = toServiceError(error);
    if (status >= 500) log("ERROR", "request_failed", { tool, error: code, reason: String(error) });
    return { isError: true, content: [{ type: "text", text: `${code}: ${message}` }] };
  }
}
