/** The tools of the SDK's MCP server: an echo, a sum, and a count that reports its progress. */
import { McpServer } from "@modelcontextprotocol/server";
import { z } from "zod";

/** The SDK asks for a new one per request: nothing is kept between two. */
export function createTools(): McpServer {
  const server = new McpServer({ name: "mesh-load-mcp", version: "1.0.0" });
  server.registerTool(
    "echo",
    { description: "Says the message again", inputSchema: z.object({ message: z.string() }) },
    ({ message }) => says(`Echo: ${message}`),
  );
  server.registerTool(
    "get-sum",
    { description: "Adds two numbers", inputSchema: z.object({ a: z.number(), b: z.number() }) },
    ({ a, b }) => says(`The sum of ${a} and ${b} is ${a + b}.`),
  );
  server.registerTool(
    "count",
    {
      description: "Adds the numbers up to steps, one a step, telling its progress to who asks for it",
      inputSchema: z.object({ steps: z.int().min(1).max(1000) }),
    },
    async ({ steps }, { mcpReq }) => {
      const progressToken = mcpReq._meta?.progressToken;
      let total = 0;
      for (let step = 1; step <= steps; step += 1) {
        total += step;
        if (progressToken === undefined) continue;
        const params = { progressToken, progress: step, total: steps, message: `step ${step}` };
        await mcpReq.notify({ method: "notifications/progress", params });
      }
      return says(`The sum of 1 to ${steps} is ${total}.`);
    },
  );
  return server;
}

function says(text: string): { content: { type: "text"; text: string }[] } {
  return { content: [{ type: "text", text }] };
}
