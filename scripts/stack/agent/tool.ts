/** The tool of an agent: it does its own part and has those it depends on do theirs, over MCP. */
import { McpServer } from "@modelcontextprotocol/server";
import { z } from "zod";
import { callTool } from "./call-tool.ts";
import { reasonOf } from "./membership.ts";
import { type Provider, toolName } from "./registry-client.ts";

/** Who took part in the work, in the order they were reached. */
interface Part {
  readonly id: string;
  readonly pid: number;
}

/** The answer of the tool, as JSON text. */
export interface Work {
  readonly parts: readonly Part[];
  /** Capabilities nobody provides at the moment. */
  readonly missing: readonly string[];
}

export interface Worker {
  readonly id: string;
  providers(): readonly Provider[];
}

/** The SDK asks for a new one per request. */
export function createAgentServer({ id, providers }: Worker): McpServer {
  const server = new McpServer({ name: id, version: "1.0.0" });
  server.registerTool(
    toolName,
    {
      description: "Works, with the help of those this agent depends on, and says who took part",
      inputSchema: z.object({ via: z.array(z.string()).default([]).describe("agents that are at it already") }),
    },
    async ({ via }) => {
      try {
        return says(JSON.stringify(await work([...via, id])));
      } catch (error) {
        return { ...says(`${id}: ${reasonOf(error)}`), isError: true };
      }
    },
  );

  async function work(via: readonly string[]): Promise<Work> {
    const own: Part = { id, pid: process.pid };
    const found = providers().filter(({ agent_id: provider }) => provider !== "" && !via.includes(provider));
    const missing = providers().filter(({ agent_id: provider }) => provider === "");
    const done = await Promise.all(
      found.map(async ({ endpoint, function_name: tool }): Promise<Work> => {
        return JSON.parse(await callTool(`${endpoint}/mcp`, tool, { via })) as Work;
      }),
    );
    return {
      parts: [own, ...done.flatMap(({ parts }) => parts)],
      missing: [...missing.map(({ capability }) => capability), ...done.flatMap((each) => each.missing)],
    };
  }
  return server;
}

function says(text: string): { content: { type: "text"; text: string }[] } {
  return { content: [{ type: "text", text }] };
}
